import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compareText } from '../../lib/order.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';
import { nearFile } from './near-file.ts';

/**
 * The testcase files that the words of a command line name: a file stands for itself, a folder for all testcases at any
 * depth below it, in byte order of their paths. Each file comes once.
 * @param endings of the files that are testcases when a folder is named
 */
export function findTestcases(words: readonly string[], endings: readonly string[]): readonly string[] {
  const byPath = new Map<string, string>();
  for (const word of words) {
    for (const file of kindOf(word, endings) === 'folder' ? filesBelow(word, endings) : [word]) {
      if (!byPath.has(resolve(file))) byPath.set(resolve(file), file);
    }
  }
  return [...byPath.values()];
}

function kindOf(path: string, endings: readonly string[]): 'file' | 'folder' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(
      `${path}: ${reasonOf(error)}${nearFile(path)}; allowed: a testcase file or a folder of ${wildcards(endings)} files`,
    );
  }
}

function filesBelow(folder: string, endings: readonly string[]): readonly string[] {
  const found = list(folder, endings).sort(compareText);
  if (found.length === 0)
    throw badInput(`${folder}: no testcase in this folder; allowed: ${wildcards(endings)} files`);
  return found;
}

function list(folder: string, endings: readonly string[]): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return list(path, endings);
      return endings.some((ending) => entry.name.endsWith(ending)) ? [path] : [];
    });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${folder}: ${reasonOf(error)}; allowed: a folder of ${wildcards(endings)} files`);
  }
}

function wildcards(endings: readonly string[]): string {
  return endings.map((ending) => `*${ending}`).join(', ');
}
