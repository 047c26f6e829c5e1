import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { judgeRun } from '../../src/explore/judge-run.ts';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import { planTorture } from '../../src/torture/plan.ts';
import { TortureError } from '../../src/torture/torture-error.ts';
import { repositoryRoot } from '../tidy/repository.ts';

const FILE = 'testcases/quorum/an-acknowledged-write-survives-one-crash.yaml';

function read(file = FILE) {
  return readScenarioFile(readFileSync(join(repositoryRoot, file), 'utf8'), file).build(7);
}

test('the acts of a drill are stretched to the pace of real clusters, and repeated to fill the time', (t) => {
  const short = planTorture(read(), { timeMs: 50_000 });
  t.deepEqual(
    short.acts.map(({ at, kind }) => [at, kind]),
    [
      [12_000, 'crash'],
      [30_000, 'restart'],
      [50_000, 'heal'],
    ],
  );
  const long = planTorture(read(), { timeMs: 100_000 });
  t.is(long.acts.filter(({ kind }) => kind === 'crash').length, 2);
  const numbers = long.acts.map(({ number }) => number);
  t.is(new Set(numbers).size, numbers.length);
});

test('what is planned for real processes is a scenario that the simulator plays too', (t) => {
  const planned = planTorture(read(), { timeMs: 4_000 });
  t.is(planned.profile, 'lan');
  t.is(
    judgeRun({ ...planned, workload: planned.workload && { ...planned.workload, operations: 60 } }).met,
    'yes',
  );
});

test('fewer nodes than a scenario speaks of are refused, and more are added', (t) => {
  t.throws(() => planTorture(read('testcases/consistency/no-increment-is-lost.yaml'), { nodes: 2 }), {
    instanceOf: TortureError,
    message: /--nodes is 2, and the scenario speaks of n3; allowed: 3 and more/,
  });
  t.is(planTorture(read(), { nodes: 7 }).hosts.length, 7);
});
