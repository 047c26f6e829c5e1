import type { PointsTable } from '../../src/check/points/points-table.ts';
import { subjectNamed } from '../../src/check/points/subject.ts';
import { play } from '../../src/cli/run/play.ts';
import type { Testcase } from '../../src/cli/testcase/testcase.ts';
import { LogJudge } from '../../src/explore/log-judge.ts';
import { must } from '../../src/lib/assert.ts';
import { inSealedWorld } from './sealed-world.ts';

type Named = Pick<Testcase, 'name' | 'build'>;

export interface SealedRun {
  readonly seed: number;
  readonly digest: string;
  readonly points: PointsTable;
}

const SEEDS = 20;
const played = new Map<string, readonly SealedRun[]>();

/** A classic testcase under seeds 1 to 20, without ambient clock and chance: played once for all the tests of this room. */
export function sealedRuns(testcase: Named): readonly SealedRun[] {
  const known = played.get(testcase.name);
  if (known !== undefined) return known;
  const runs = inSealedWorld(() => Array.from({ length: SEEDS }, (_, nth) => runOf(testcase, nth + 1)));
  played.set(testcase.name, runs);
  return runs;
}

function runOf({ name, build }: Named, seed: number): SealedRun {
  const judge = new LogJudge(must(subjectNamed(name), `subject of ${name}`));
  const { digest } = play(build(seed), { dbgLog: (chunk) => judge.feed(chunk) });
  return { seed, digest: digest.toString(), points: judge.end() };
}
