import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { RareEvent, SurveyedRecord } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided, vacuous } from '../verdict.ts';
import type { Asked, Noted, TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';
import type { AcknowledgedWrite } from './writes.ts';
import { acknowledgedWrites, newestByKey } from './writes.ts';

/**
 * What was deleted stays deleted. Speaks of keys whose newest write, by version, is an acknowledged deletion or the end
 * of a value that expired: when the run ends no live node holds a value of such a key, and no read that was asked for
 * after the healing and after the deletion's acknowledgement returned one.
 *
 * A newer write that at least one replica took, acknowledged or not, makes the key alive by right; a copy with a newer
 * version does so unless all writes of its value were over before the deletion was asked for. Without a healing only the end
 * is looked at.
 */
export function checkNoResurrection(book: TraceBook): Judgement {
  const deletions = deletedKeys(book);
  return { verdict: judge(book, deletions), seen: count(deletions.size, 'deleted key') };
}

/** Why nothing older than `version` may be left of a key. */
interface Deletion {
  readonly version: Version;
  readonly told: string;
  readonly events: readonly RareEvent[];
  /** Writes that were over before this were deleted by it; undefined where nobody asked for it. */
  readonly askedAt: number | undefined;
  /** Reads that were asked for after this must not see a value. */
  readonly readableUntil: number;
}

function judge(book: TraceBook, deletions: ReadonlyMap<Key, Deletion>): Verdict<TraceWitness> {
  if (book.surveys.length === 0) return undecided('no live node was surveyed at the end');
  if (deletions.size === 0) return vacuous('no key was deleted for good');
  const copies = copiesByKey(book);
  for (const [key, deletion] of deletions) {
    const alive = (copies.get(key) ?? []).find(({ record }) => record.value !== null);
    if (alive !== undefined) return broken(aliveWitness(deletion, alive));
  }
  for (const asked of book.asked.values()) {
    const witness = readWitness(book, deletions, asked);
    if (witness !== undefined) return broken(witness);
  }
  return holds;
}

/** Keys whose newest version that anybody took is an acknowledged deletion, or the end of a value that expired. */
function deletedKeys(book: TraceBook): ReadonlyMap<Key, Deletion> {
  const newest = newestByKey(acknowledgedWrites(book).writes);
  const deletions = new Map<Key, Deletion>();
  for (const [key, write] of newest) if (write.deletes) deletions.set(key, deletionOf(write));
  for (const { event, note } of book.expired) {
    const { key, version } = note;
    const known = deletions.get(key) ?? newest.get(key);
    if (known === undefined || orderOfVersions(version, known.version) > 0)
      deletions.set(key, endOf(event, note));
  }
  for (const { judged } of book.asked.values()) {
    for (const { note } of judged) {
      const deletion = deletions.get(note.key);
      if (deletion === undefined || note.verb === 'read' || !note.success || note.version === undefined)
        continue;
      if (orderOfVersions(note.version, deletion.version) > 0) deletions.delete(note.key);
    }
  }
  for (const [key, copies] of copiesByKey(book)) {
    const deletion = deletions.get(key);
    const isNewer = ({ record }: Copy) =>
      deletion !== undefined &&
      orderOfVersions(record.version, deletion.version) > 0 &&
      !wasDeleted(book, record, deletion);
    if (copies.some(isNewer)) deletions.delete(key);
  }
  return deletions;
}

/** Whether this value was asked to be stored, and only by writes that were over when the deletion was asked for. */
function wasDeleted({ asked }: TraceBook, { key, value }: SurveyedRecord, { askedAt }: Deletion): boolean {
  if (value === null || askedAt === undefined) return false;
  const writers = [...asked.values()].filter(({ requested: [question] }) => {
    if (question === undefined) return false;
    const { operation, expected } = question.event;
    return operation.kind !== 'read' && operation.key === key && expected === value;
  });
  const isOver = ({ requested: [question], replied: [answer] }: Asked) =>
    answer !== undefined &&
    question?.event.operation.sloppy !== true &&
    answer.event.outcome.kind !== 'unknown' &&
    answer.at < askedAt;
  return writers.length > 0 && writers.every(isOver);
}

function deletionOf(write: AcknowledgedWrite): Deletion {
  const { key, version, requested, replied } = write;
  return {
    version,
    told: `the deletion of ${key} was acknowledged at tick ${replied.event.tick} as ${versionText(version)}`,
    events: [requested.event, replied.event],
    askedAt: requested.at,
    readableUntil: replied.at,
  };
}

function endOf(
  event: Noted<'record-expired'>['event'],
  { key, version }: Noted<'record-expired'>['note'],
): Deletion {
  return {
    version,
    told: `${key} expired at tick ${event.tick} as ${versionText(version)}`,
    events: [event],
    askedAt: undefined,
    // Replicas learn of it one after the other, and nobody promised when.
    readableUntil: Number.MAX_SAFE_INTEGER,
  };
}

function aliveWitness(deletion: Deletion, alive: Copy): TraceWitness {
  const { value, version } = alive.record;
  return {
    kind: 'a deleted key alive at the end',
    why: `${deletion.told}, and at the end node ${alive.node} holds '${value}' as ${versionText(version)}`,
    events: [...deletion.events, surveyOf(alive)],
  };
}

function readWitness(
  { healed }: TraceBook,
  deletions: ReadonlyMap<Key, Deletion>,
  { requested, decided, replied }: Asked,
): TraceWitness | undefined {
  const [question, answer, decision] = [requested[0], replied[0], decided[0]];
  if (healed === undefined || question === undefined || answer?.event.outcome.kind !== 'ok') return undefined;
  const { operation } = question.event;
  const deletion = deletions.get(operation.key);
  if (operation.kind !== 'read' || deletion === undefined || answer.event.outcome.value === null)
    return undefined;
  if (question.at < healed.at || question.at < deletion.readableUntil) return undefined;
  return {
    kind: 'a read of a deleted key',
    why: `${deletion.told}, and a read at tick ${question.event.tick} returned '${answer.event.outcome.value}'`,
    events: [
      ...deletion.events,
      ...[healed, question].map(({ event }) => event),
      ...(decision === undefined ? [] : [decision.event]),
      answer.event,
    ],
  };
}
