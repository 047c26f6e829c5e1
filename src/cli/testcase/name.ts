import { basename, extname, relative, resolve, sep } from 'node:path';

const SHELF = 'testcases';

/** What a testcase is called in `out/`: its path below `testcases/`, or else its file name; without extension. */
export function nameOf(file: string): string {
  const path = resolve(file);
  const parts = path.split(sep);
  const shelf = parts.lastIndexOf(SHELF, -2);
  const name = shelf === -1 ? basename(path) : relative(parts.slice(0, shelf + 1).join(sep), path);
  const bare = name.slice(0, name.length - extname(name).length);
  return bare.split(sep).join('/');
}
