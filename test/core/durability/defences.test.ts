import { join } from 'node:path';
import test from 'ava';
import { loadTestcases } from '../../../src/cli/testcase/testcase.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { judgeRun } from '../../../src/explore/judge-run.ts';
import { must } from '../../../src/lib/assert.ts';
import type { CheckerName } from '../../../src/scenario/expectation.ts';
import { repositoryRoot } from '../../tidy/repository.ts';

interface Defence {
  readonly title: string;
  readonly testcase: string;
  /** The one thing that is taken away. */
  readonly without: Partial<Settings>;
  readonly broken: CheckerName;
}

const DEFENCES: readonly Defence[] = [
  {
    title: 'without the ring it last knew, a group that starts again answers that keys are not there',
    testcase: 'regression/a-restart-of-all-forgets-nothing',
    without: { rememberMembers: 0, agreedRing: 0 },
    broken: 'register',
  },
  {
    title:
      'a replica that answers in spite of what its disk lost makes a quorum that knows nothing of a write',
    testcase: 'disk/a-rotten-disk-is-not-believed',
    without: { vouchForWhole: 0 },
    broken: 'register',
  },
  {
    title: 'a replica that acknowledges before its record is durable loses acknowledged writes',
    testcase: 'disk/power-fails-while-disks-are-slow-and-torn',
    without: { acknowledgeDurable: 0 },
    broken: 'acknowledged-writes',
  },
  {
    title:
      'a coordinator that lost unsynced writes reuses their counters, and only its life tells the versions apart',
    testcase: 'regression/a-version-is-never-issued-twice',
    without: { versionNamesLife: 0 },
    broken: 'unique-versions',
  },
  {
    title: 'a hint that counts for a write acknowledges what no quorum holds',
    testcase: 'quorum/a-hint-is-no-copy',
    without: { countHints: 1 },
    broken: 'quorum-arithmetic',
  },
];

/** Not every run needs the defence: some of so many seeds do. */
const SEEDS = 8;

for (const { title, testcase, without, broken } of DEFENCES) {
  test(title, async (t) => {
    const [found] = await loadTestcases([join(repositoryRoot, 'testcases', `${testcase}.yaml`)]);
    const { seed, build } = must(found, testcase);
    const breaks = (nth: number) => {
      const scenario = build(seed + nth);
      const { rows } = judgeRun({ ...scenario, settings: { ...scenario.settings, ...without } });
      return rows.some(({ checker, met }) => checker === broken && !met);
    };
    t.true(Array.from({ length: SEEDS }, (_, nth) => nth).some(breaks));
  });
}
