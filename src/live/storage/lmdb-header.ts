import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';

/** LMDB 1.0 as lmdb-js has it: two meta pages at the front, the newer one counts. */
const META_BYTES = 152;
const MAGIC = 0xbeefc0de;
const MAGIC_AT = 24;
const PAGE_SIZE_AT = 48;
const LAST_PAGE_AT = 144;
/** Pages at the end that a transaction may have taken and let go without writing them. */
const NEVER_WRITTEN_PAGES = 32;

/**
 * What is wrong with a file of LMDB, as far as its first pages tell; mends what is not. LMDB maps files into memory as they are, and a
 * foreign or shortened one ends the whole process.
 * @returns undefined where nothing is, or there is no file yet
 */
export function faultOf(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const file = openSync(path, 'r+');
  try {
    const { size } = fstatSync(file);
    if (size === 0) return undefined;
    const first = metaAt(file, 0);
    if (first.readUInt32LE(MAGIC_AT) !== MAGIC) return 'it is no file of LMDB';
    const pageSize = first.readUInt32LE(PAGE_SIZE_AT);
    const second = metaAt(file, pageSize);
    if (second.readUInt32LE(MAGIC_AT) !== MAGIC) return 'its second page is spoilt';
    const last = [first, second].map((meta) => Number(meta.readBigUInt64LE(LAST_PAGE_AT)));
    const wanted = (Math.max(...last) + 1) * pageSize;
    if (size < wanted - NEVER_WRITTEN_PAGES * pageSize)
      return `${wanted - size} bytes are missing at its end`;
    // What was never written reads as nothing; beyond the end of the file it would end the process.
    if (size < wanted) ftruncateSync(file, wanted);
    return undefined;
  } finally {
    closeSync(file);
  }
}

/** Zeros where the file is shorter. */
function metaAt(file: number, at: number): Buffer {
  const meta = Buffer.alloc(META_BYTES);
  readSync(file, meta, 0, META_BYTES, at);
  return meta;
}
