import { join } from 'node:path';
import test from 'ava';
import { loadTestcases } from '../../../src/cli/testcase/testcase.ts';
import type { Settings } from '../../../src/core/settings.ts';
import type { JudgedRow } from '../../../src/explore/judge.ts';
import { judgeRun } from '../../../src/explore/judge-run.ts';
import { must } from '../../../src/lib/assert.ts';
import { repositoryRoot } from '../../tidy/repository.ts';

interface Defence {
  readonly title: string;
  readonly testcase: string;
  /** The one thing that is taken away. */
  readonly without: Partial<Settings>;
  readonly broken: JudgedRow['checker'];
}

const DEFENCES: readonly Defence[] = [
  {
    title: 'without the ring it last knew, a group that starts again answers that keys are not there',
    testcase: 'regression/a-restart-of-all-forgets-nothing',
    without: { rememberMembers: 0 },
    broken: 'register',
  },
];

for (const { title, testcase, without, broken } of DEFENCES) {
  test(title, async (t) => {
    const [found] = await loadTestcases([join(repositoryRoot, 'testcases', `${testcase}.yaml`)]);
    const scenario = must(found, testcase).build(must(found, testcase).seed);
    const claims = (settings: Partial<Settings>) =>
      judgeRun({ ...scenario, settings: { ...scenario.settings, ...settings } })
        .rows.filter(({ met }) => !met)
        .map(({ checker }) => checker);
    t.deepEqual(claims({}), []);
    t.true(claims(without).some((checker) => checker === broken));
  });
}
