import type { PointsTable } from '../check/points/points-table.ts';
import type { JudgedRow } from '../explore/judge.ts';
import type { Verdict } from '../explore/verdict.ts';
import type { Digest } from '../trace/digest.ts';
import type { RareEvent } from '../trace/event.ts';

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

/** What is known of any run when it is over. */
export interface RunFacts {
  readonly testcase: string;
  /** Path of its file from the run's folder; undefined where it comes with the Application. */
  readonly file: string | undefined;
  readonly title: string;
  readonly seed: number;
  readonly version: string;
  readonly verdict: Verdict;
  readonly digest: Digest;
  readonly messages: MessageCounts;
  readonly skipped: readonly Skipped[];
  readonly remarks: readonly string[];
}

/** What is known of a classic run. */
export interface RunResult extends RunFacts {
  readonly points: PointsTable;
}

/** What came of what clients asked. Each try counts. */
export interface AnswerCounts {
  readonly asked: number;
  readonly ok: number;
  readonly failed: number;
  /** No answer, or one that leaves open whether it happened. */
  readonly unknown: number;
}

/** What is known of a run of a scenario. */
export interface ScenarioResult extends RunFacts {
  readonly why: string;
  readonly source: string;
  readonly rows: readonly JudgedRow[];
  readonly answers: AnswerCounts;
  /** Of a scenario that names a subject to be graded in. */
  readonly points: PointsTable | undefined;
}

/**
 * The text of `result.json`. It holds nothing of the machine, the hour or the folder: the same testcase, seed and
 * version give the same bytes everywhere.
 */
export function formatResult(result: RunResult): string {
  const { testcase, file, title, digest, messages } = result;
  return layOut({
    schema: SCHEMA,
    testcase,
    file,
    title,
    ...outcomeOf(result),
    points: pointsOf(result.points),
    counts: { events: digest.events, messages },
    ...aftermathOf(result),
  });
}

/** The same for a scenario. @param tellEvent an event of a witness as plain data */
export function formatScenarioResult(
  result: ScenarioResult,
  tellEvent: (event: RareEvent) => unknown,
): string {
  const { testcase, file, title, why, source, digest, messages, answers, points } = result;
  return layOut({
    schema: SCHEMA,
    testcase,
    file,
    title,
    why,
    source,
    ...outcomeOf(result),
    claims: result.rows.map(({ witness, ...row }) => ({
      ...row,
      witness: witness && { ...witness, events: witness.events.map(tellEvent) },
    })),
    points: points && pointsOf(points),
    counts: {
      events: digest.events,
      // With packets that arrive twice, what is missing does not tell what was lost.
      messages: { sent: messages.sent, received: messages.received },
      operations: answers,
    },
    ...aftermathOf(result),
  });
}

function outcomeOf({ seed, version, verdict, digest }: RunFacts): object {
  return { seed, version, verdict, digest: digest.toString() };
}

function pointsOf({ earned, total, rows }: PointsTable): object {
  return { earned, total, rows };
}

function aftermathOf({ skipped, remarks, digest }: RunFacts): object {
  return {
    skipped: skipped.map(({ tick, act, reason }) => ({ tick, act, reason })),
    remarks,
    checkpoints: digest.checkpoints,
  };
}

function layOut(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
