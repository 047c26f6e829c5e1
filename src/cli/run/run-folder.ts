import { closeSync, copyFileSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';
import type { Sink } from './play.ts';

const RESULT = 'result.json';

/**
 * The folder of one run, `out/<testcase>/<seed>/`. While it holds a `result.json`, the other files in it are whole and
 * belong to that result: it is removed first and written last.
 */
export class RunFolder {
  readonly path: string;
  readonly #files = new Map<string, number>();

  constructor(path: string) {
    this.path = path;
    guard(path, () => {
      makeFolder(path);
      for (const name of [RESULT, 'history.ndjson', 'trace.ndjson', 'report.html'])
        rmSync(join(path, name), { force: true });
    });
  }

  /** Starts a file of the folder anew. */
  open(name: string): Sink {
    const path = join(this.path, name);
    const fd = guard(path, () => openSync(path, 'w'));
    this.#files.set(name, fd);
    return (chunk) => {
      guard(path, () => writeFileSync(fd, chunk));
    };
  }

  /** Ends all open files. */
  close(): void {
    for (const fd of this.#files.values()) closeSync(fd);
    this.#files.clear();
  }

  /** Copies a file of the folder to where the caller works. */
  copy(name: string, to: string): void {
    guard(to, () => copyFileSync(join(this.path, name), to));
  }

  /** The run is over and all else is written. */
  finish(result: string): void {
    const path = join(this.path, RESULT);
    guard(path, () => writeFileSync(path, result));
  }
}

/** What the file system refuses is for the caller to put right. */
function guard<T>(path: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${path}: cannot be written, ${reasonOf(error)}; --out DIR names another folder`);
  }
}
