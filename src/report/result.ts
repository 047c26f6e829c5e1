import type { PointsTable } from '../check/points/points-table.ts';
import type { Digest } from '../trace/digest.ts';
import type { RareEvent } from '../trace/event.ts';
import type { Verdict } from './verdict.ts';

/** Grows with each change of `result.json` that a reader must know of. */
const SCHEMA = 1;

type Skipped = Extract<RareEvent, { kind: 'act-skipped' }>;

/** How many messages went which way in a run. */
export interface MessageCounts {
  readonly sent: number;
  readonly received: number;
  /** Lost on the way, sent to a node that had failed, or still under way at the end. */
  readonly undelivered: number;
}

/** What is known of a run when it is over. */
export interface RunResult {
  readonly testcase: string;
  readonly title: string;
  readonly seed: number;
  readonly version: string;
  readonly verdict: Verdict;
  readonly points: PointsTable;
  readonly digest: Digest;
  readonly messages: MessageCounts;
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly string[];
}

/**
 * The text of `result.json`. It holds nothing of the machine, the hour or the folder: the same testcase, seed and
 * version give the same bytes everywhere.
 */
export function formatResult(result: RunResult): string {
  const { testcase, title, seed, version, verdict, points, digest, messages } = result;
  const content = {
    schema: SCHEMA,
    testcase,
    title,
    seed,
    version,
    verdict,
    digest: digest.toString(),
    points: { earned: points.earned, total: points.total, rows: points.rows },
    counts: { events: digest.events, messages },
    skipped: result.skipped.map(({ tick, act, reason }) => ({ tick, act, reason })),
    remarks: result.remarks,
    checkpoints: digest.checkpoints,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
