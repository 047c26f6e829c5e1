import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareText } from '../../lib/order.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';

const ENDING = '.conf';

/**
 * The testcase files that the words of a command line name: a file stands for itself, a folder for all testcases at any
 * depth below it, in byte order of their paths. Each file comes once.
 */
export function findTestcases(words: readonly string[]): readonly string[] {
  const byPath = new Map<string, string>();
  for (const word of words) {
    for (const file of kindOf(word) === 'folder' ? filesBelow(word) : [word]) {
      if (!byPath.has(resolve(file))) byPath.set(resolve(file), file);
    }
  }
  return [...byPath.values()];
}

function kindOf(path: string): 'file' | 'folder' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${path}: ${reasonOf(error)}; allowed: a testcase file or a folder of *${ENDING} files`);
  }
}

function filesBelow(folder: string): readonly string[] {
  const found = list(folder).sort(compareText);
  if (found.length === 0) throw badInput(`${folder}: no testcase in this folder; allowed: *${ENDING} files`);
  return found;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return list(path);
      return entry.name.endsWith(ENDING) ? [path] : [];
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${folder}: ${reasonOf(error)}; allowed: a folder of *${ENDING} files`);
  }
}
