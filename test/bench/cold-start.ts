import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Figure } from './measure.ts';
import { mediansInTurn } from './measure.ts';

const ROUNDS = 15;

/** What a user waits for: a whole run from a cold start, against the bare start of the engine. */
export function benchColdStart(): readonly Figure[] {
  const cwd = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const application = join(repositoryRoot, 'Application');
  const testcase = join(repositoryRoot, 'testcases/read.conf');
  try {
    const [bare = 0, version = 0, whole = 0] = mediansInTurn(ROUNDS, [
      () => execFileSync(process.execPath, ['-e', '0'], { cwd }),
      () => execFileSync(application, ['--version'], { cwd }),
      () => execFileSync(application, [testcase], { cwd }),
    ]);
    return [
      { what: 'node -e 0', value: bare, unit: 'ms' },
      { what: './Application --version', value: version, unit: 'ms' },
      { what: './Application testcases/read.conf', value: whole, unit: 'ms' },
      { what: 'read.conf against node -e 0', value: whole / bare, unit: '×', bar: 1.8 },
    ];
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
