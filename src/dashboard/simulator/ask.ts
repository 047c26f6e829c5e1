import type { PointsTable } from '../../check/points/points-table.ts';
import type { JudgedRow } from '../../explore/judge.ts';
import type { Verdict } from '../../explore/verdict.ts';

/** A testcase as text, and the seed to run it under; undefined: its own. */
export interface Order {
  /** Its name; the ending says how the text is read. */
  readonly file: string;
  readonly text: string;
  readonly seed: number | undefined;
}

/** What a run came to. */
export interface RunOutcome {
  readonly title: string;
  readonly why: string;
  readonly source: string;
  readonly seed: number;
  readonly digest: string;
  readonly events: number;
  readonly messages: number;
  readonly endTick: number;
  readonly hosts: number;
  readonly verdict: Verdict;
  readonly remarks: readonly string[];
  /** Of a classic testcase. */
  readonly points: PointsTable | undefined;
  readonly rows: readonly JudgedRow[];
}
