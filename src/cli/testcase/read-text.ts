import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';

/** Far above any testcase; keeps a wrong file, or an endless device, from being swallowed whole. */
const LARGEST_BYTES = 1 << 20;
const NEWLINE = 10;
const ALLOWED = 'a text file in UTF-8';

/** The text of a testcase file. @throws UserError where it cannot be read or is no text */
export function readText(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > LARGEST_BYTES)
    throw badInput(`${file}:1:1: longer than ${LARGEST_BYTES} bytes; allowed: a testcase, ${ALLOWED}`);
  const wrong = firstWrongByte(bytes);
  if (wrong !== -1) {
    const before = bytes.subarray(0, wrong);
    const line = before.reduce((lines, byte) => lines + (byte === NEWLINE ? 1 : 0), 1);
    const column = before.subarray(before.lastIndexOf(NEWLINE) + 1).toString('utf8').length + 1;
    throw badInput(`${file}:${line}:${column}: not a text; allowed: ${ALLOWED}`);
  }
  return bytes.toString('utf8');
}

function readBytes(file: string): Buffer {
  try {
    const fd = openSync(file, 'r');
    try {
      return readUpTo(fd, LARGEST_BYTES + 1);
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${file}: ${reasonOf(error)}; allowed: a testcase file that can be read`);
  }
}

/** Reads in pieces: a pipe says neither how long it is nor gives all at once. */
function readUpTo(fd: number, most: number): Buffer {
  const pieces: Buffer[] = [];
  let total = 0;
  while (total < most) {
    const piece = Buffer.allocUnsafe(1 << 14);
    const count = readSync(fd, piece);
    if (count === 0) break;
    pieces.push(piece.subarray(0, count));
    total += count;
  }
  return Buffer.concat(pieces);
}

/** Offset of the first byte that no text holds: a NUL, or the start of what is no UTF-8. -1 where there is none. */
function firstWrongByte(bytes: Buffer): number {
  const nul = bytes.indexOf(0);
  const text = nul === -1 ? bytes : bytes.subarray(0, nul);
  if (isUtf8(text)) return nul;
  let good = 0;
  for (let end = text.indexOf(NEWLINE) + 1; end > 0; end = text.indexOf(NEWLINE, end) + 1) {
    if (!isUtf8(text.subarray(good, end))) break;
    good = end;
  }
  // Within the line: one character further as long as that leaves valid text.
  for (let end = good + 1; end <= good + 4 && end <= text.length; end += 1) {
    if (!isUtf8(text.subarray(good, end))) continue;
    good = end;
    end = good;
  }
  return good;
}
