import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageError } from './storage-error.ts';

/**
 * Makes this process the only one that works in a folder, until `release` or its end. Who left its lock behind when it
 * was killed is told from a living owner by the number of its process and the moment that one began.
 * @throws StorageError while another process lives that holds the lock
 */
export function lockFolder(folder: string): { readonly release: () => void } {
  const path = join(folder, 'lock');
  const own = `${process.pid} ${birthOf(process.pid)}\n`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(path, own, { flag: 'wx' });
      return { release: () => unlinkSync(path) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const pid = ownerOf(path);
    if (pid !== undefined || attempt > 0)
      throw new StorageError(
        'in-use',
        `${folder} is in use by process ${pid ?? 'unknown'}: stop that one, or name another folder with --data`,
      );
    unlinkSync(path);
  }
}

/** The process that holds the lock; undefined where it is gone. */
function ownerOf(path: string): number | undefined {
  const [pid = 0, birth = ''] = readFileSync(path, 'utf8')
    .trim()
    .split(' ')
    .map((word, nth) => (nth === 0 ? Number(word) : word)) as [number?, string?];
  if (pid === process.pid || !isAlive(pid)) return undefined;
  return birth === birthOf(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process began, where the system tells; numbers of processes are used again. One that has ended and was not buried
 * by its parent never began, as far as locks are concerned.
 */
function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? 'never' : (fields[18] ?? '-');
  } catch {
    return '-';
  }
}
