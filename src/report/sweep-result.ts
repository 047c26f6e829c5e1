import type { SeedRange } from '../sweep/seed-range.ts';
import type { FailureGroup, TestcaseSummary } from '../sweep/summary.ts';

/** Grows with each change of the content that a reader must know of. */
const SCHEMA = 2;

/** One testcase of a sweep, with the words that people call it by. */
export interface SweptTestcaseReport extends TestcaseSummary {
  readonly testcase: string;
  readonly file: string;
  /** The command that repeats the run under a seed. */
  readonly again: (seed: number) => string;
}

export interface SweepReport {
  readonly version: string;
  readonly seeds: SeedRange;
  readonly ended: 'finished' | 'time' | 'stopped';
  /** undefined where there is no end to the seeds. */
  readonly left: number | undefined;
  readonly verdict: 'holds' | 'broken' | 'undecided' | 'crashed';
  /** Over all runs. */
  readonly digest: string;
  readonly testcases: readonly SweptTestcaseReport[];
}

/** The text of `summary.json`: nothing in it depends on the machine, the hour or the number of workers. */
export function formatSweep(sweep: SweepReport): string {
  const { version, seeds, ended, left, verdict, digest } = sweep;
  const testcases = sweep.testcases.map(({ again, groups, ...of }) => ({
    ...of,
    groups: groups.map((group) => ({ ...group, commands: commandsOf(group, again) })),
  }));
  const content = { schema: SCHEMA, version, seeds, ended, left: left ?? null, verdict, digest, testcases };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function commandsOf({ seeds }: FailureGroup, again: (seed: number) => string): readonly string[] {
  return seeds.map(again);
}
