import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { isSystemError, reasonOf } from './system-error.ts';
import { badInput } from './user-error.ts';

const PIECE_BYTES = 1 << 16;

/** Hands a text file on in pieces, cut anywhere. @throws UserError, which says that `allowed` was wanted */
export function feedFile(path: string, allowed: string, feed: (piece: string) => void): void {
  try {
    const fd = openSync(path, 'r');
    const decoder = new StringDecoder('utf8');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    try {
      for (let length = readSync(fd, piece); length > 0; length = readSync(fd, piece))
        feed(decoder.write(piece.subarray(0, length)));
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${path}: ${reasonOf(error)}; allowed: ${allowed}`);
  }
}
