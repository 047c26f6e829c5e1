import { join } from 'node:path';
import test from 'ava';
import { findTestcases } from '../../src/cli/testcase/find.ts';
import { nameOf } from '../../src/cli/testcase/name.ts';
import { readText } from '../../src/cli/testcase/read-text.ts';
import { judgeRun } from '../../src/explore/judge-run.ts';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import { repositoryRoot } from '../tidy/repository.ts';

const scenarios = findTestcases([join(repositoryRoot, 'testcases')], ['.yaml', '.yml']);

test('there are scenarios', (t) => {
  t.true(scenarios.length > 0);
});

for (const file of scenarios) {
  test(`${nameOf(file)}: every claim is met under its own seed`, (t) => {
    const { rows } = judgeRun(readScenarioFile(readText(file), file).build());
    t.deepEqual(
      rows.filter(({ met }) => !met).map(({ checker, verdict, seen }) => `${checker}: ${verdict}, ${seen}`),
      [],
    );
  });
}
