import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../../lib/nearest.ts';
import { compareText } from '../../lib/order.ts';
import { isSystemError } from '../system-error.ts';

/** ` (did you mean …?)` for a path that is not there, where its folder holds one of nearly that name; else nothing. */
export function nearFile(path: string): string {
  const near = nearest(basename(path), namesIn(dirname(path)));
  return near === undefined
    ? ''
    : ` (did you mean ${path.includes('/') ? join(dirname(path), near) : near}?)`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort(compareText);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}
