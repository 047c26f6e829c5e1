import { join } from 'node:path';
import test from 'ava';
import { loadTestcases } from '../../src/cli/testcase/testcase.ts';
import { judgeRun } from '../../src/explore/judge-run.ts';
import { repositoryRoot } from '../tidy/repository.ts';

const all = await loadTestcases([join(repositoryRoot, 'testcases')]);
const scenarios = all.filter(({ kind }) => kind === 'scenario');

test('there are scenarios', (t) => {
  t.true(scenarios.length > 0);
});

for (const { name, seed, build } of scenarios) {
  test(`${name}: every claim is met under its own seed`, (t) => {
    const { rows } = judgeRun(build(seed));
    t.deepEqual(
      rows.filter(({ met }) => !met).map(({ checker, verdict, seen }) => `${checker}: ${verdict}, ${seen}`),
      [],
    );
  });
}
