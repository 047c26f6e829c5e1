import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { compareText } from '../../src/lib/order.ts';
import { repositoryRoot } from '../tidy/repository.ts';

export const application = join(repositoryRoot, 'Application');
export const testcases = join(repositoryRoot, 'testcases');

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `./Application …words` in a folder, far from the terminal and the settings of whoever runs the tests. */
export function runApplication(
  words: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Ended {
  const { PATH = '' } = process.env;
  const { status, stdout, stderr } = spawnSync(application, words, {
    cwd,
    encoding: 'utf8',
    env: { PATH, ...environment },
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** A folder of its own for a test, gone when the test is over. */
export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file below a folder with its bytes as text, by path. */
export function filesIn(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort(compareText);
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'latin1')]),
  );
}

/** What a shell command line prints. */
export function runShell(command: string, cwd: string): string {
  const { PATH = '' } = process.env;
  const { stdout } = spawnSync('/bin/sh', ['-c', command], {
    cwd,
    encoding: 'utf8',
    env: { PATH, APPLICATION: application },
    timeout: 60_000,
  });
  return stdout;
}
