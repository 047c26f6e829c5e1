import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Figure } from './measure.ts';

const SECONDS = 3;
const TESTCASES = ['read.conf', 'quorum/an-acknowledged-write-survives-one-crash.yaml'];

/** Seeds a second from a cold start, with one worker and with two; two cores should give nearly twice as many. */
export function benchSweep(): readonly Figure[] {
  const cwd = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  try {
    return TESTCASES.flatMap((name): readonly Figure[] => {
      const [one = 0, two = 0] = ['1', '2'].map((workers) =>
        paceOf(name, SECONDS, ['--workers', workers], cwd),
      );
      return [
        { what: `sweep ${name}, 1 worker`, value: one, unit: 'seeds/s' },
        { what: `sweep ${name}, 2 workers`, value: two, unit: 'seeds/s' },
        { what: '2 workers against 1', value: two / one, unit: '×', least: 1.8 },
      ];
    });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** Seeds a second of a sweep that takes so long, its start included. */
export function paceOf(name: string, seconds: number, how: readonly string[], cwd: string): number {
  const application = join(repositoryRoot, 'Application');
  const testcase = join(repositoryRoot, 'testcases', name);
  const words = ['sweep', testcase, '--time', `${seconds}s`, ...how, '--json'];
  const { stdout } = spawnSync(application, words, { cwd, encoding: 'utf8' });
  const { testcases } = JSON.parse(stdout) as { readonly testcases: readonly { readonly runs: number }[] };
  return testcases.reduce((sum, { runs }) => sum + runs, 0) / seconds;
}
