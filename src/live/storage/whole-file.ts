import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a text in the place of a file: whenever the process or the machine stops, there is the one or the other, whole. Of a
 * disk without room nothing is left but an error: what could be written in part is written to its end, or given up.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const partial = partialOf(path);
  const file = await open(partial, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
  await rename(partial, path);
  const folder = await open(dirname(path));
  await folder.sync();
  await folder.close();
}

/** The same, at once. */
export function replaceFileSync(path: string, text: string): void {
  const partial = partialOf(path);
  try {
    withFile(partial, 'w', (file) => {
      writeFileSync(file, text);
      fsyncSync(file);
    });
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
  renameSync(partial, path);
  withFile(dirname(path), 'r', fsyncSync);
}

function withFile(path: string, flag: string, act: (file: number) => void): void {
  const file = openSync(path, flag);
  try {
    act(file);
  } finally {
    closeSync(file);
  }
}

const partialOf = (path: string): string => `${path}.partial`;
