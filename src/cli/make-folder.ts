import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isSystemError } from './system-error.ts';

/**
 * Makes a folder and those around it that are missing. Node's own recursive way tries without end where the system
 * lets nobody make a folder and says that the one around it is missing, as below /proc.
 * @throws SystemError
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) missing.unshift(folder);
  if (missing.length === 0 && !statSync(path).isDirectory()) mkdirSync(path);
  for (const folder of missing) makeOne(folder);
}

/** Somebody else may have made it meanwhile. */
function makeOne(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    const isThere = isSystemError(error) && error.code === 'EEXIST' && existsSync(folder);
    if (!isThere || !statSync(folder).isDirectory()) throw error;
  }
}
