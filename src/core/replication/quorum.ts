import { assert } from '../../lib/assert.ts';
import type { NodeId } from '../ids.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';

export interface Tally {
  /** Replicas that were asked. */
  readonly asked: number;
  /** Successes needed (W or R). */
  readonly needed: number;
  readonly succeeded: number;
  readonly refused: number;
  /** Replicas that will not answer any more: removed from the group. */
  readonly lost: number;
}

export type QuorumDecision = 'waiting' | 'met' | 'impossible';

/**
 * Judges the answers so far; a pure count. With N replicas, R + W > N makes every read quorum meet every write
 * quorum in at least one replica. Source: DeCandia et al., Dynamo, SOSP 2007, §4.5.
 */
export function decideQuorum(tally: Tally): QuorumDecision {
  const answered = tally.succeeded + tally.refused + tally.lost;
  assert(answered <= tally.asked, 'more answers than replicas:', answered);
  if (tally.succeeded >= tally.needed) return 'met';
  return tally.asked - tally.refused - tally.lost < tally.needed ? 'impossible' : 'waiting';
}

/** What one replica answered to a read: its record, or undefined where it knows nothing of the key. */
export interface ReadAnswer {
  readonly from: NodeId;
  readonly record: StoredRecord | undefined;
}

/**
 * The newest record among the answers, and who should get it: every replica that answered with less.
 * @param counts which records count: in the classic profile only live ones
 */
export function planWriteBack(
  answers: readonly ReadAnswer[],
  counts: (record: StoredRecord) => boolean,
): {
  readonly newest: StoredRecord | undefined;
  readonly stale: readonly NodeId[];
} {
  let newest: StoredRecord | undefined;
  for (const { record } of answers) {
    if (record !== undefined && counts(record) && isNewer(record, newest)) newest = record;
  }
  if (newest === undefined) return { newest, stale: [] };
  const best = newest;
  return { newest, stale: answers.filter(({ record }) => isNewer(best, record)).map(({ from }) => from) };
}
