import type { Key } from '../../core/ids.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided, vacuous } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';
import type { AcknowledgedWrite } from './writes.ts';
import { acknowledgedWrites, newestByKey } from './writes.ts';

/**
 * What was deleted stays deleted. Speaks of keys whose newest write, by version, is an acknowledged deletion: when the
 * run ends no live node holds a value of such a key, and no read that was asked for after the healing and after the
 * deletion's acknowledgement returned one.
 *
 * A newer write that at least one replica took, acknowledged or not, makes the key alive by right. Without a healing
 * only the end is looked at.
 */
export function checkNoResurrection(book: TraceBook): Judgement {
  const deletions = deletedKeys(book);
  return { verdict: judge(book, deletions), seen: count(deletions.size, 'deleted key') };
}

function judge(book: TraceBook, deletions: ReadonlyMap<Key, AcknowledgedWrite>): Verdict<TraceWitness> {
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

/** Keys whose newest version that anybody took is an acknowledged deletion. */
function deletedKeys(book: TraceBook): ReadonlyMap<Key, AcknowledgedWrite> {
  const deletions = new Map<Key, AcknowledgedWrite>();
  for (const [key, write] of newestByKey(acknowledgedWrites(book).writes))
    if (write.deletes) deletions.set(key, write);
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
      deletion !== undefined && orderOfVersions(record.version, deletion.version) > 0;
    if (copies.some(isNewer)) deletions.delete(key);
  }
  return deletions;
}

function aliveWitness(deletion: AcknowledgedWrite, alive: Copy): TraceWitness {
  const { value, version } = alive.record;
  return {
    kind: 'a deleted key alive at the end',
    why: `${told(deletion)}, and at the end node ${alive.node} holds '${value}' as ${versionText(version)}`,
    events: [deletion.requested.event, deletion.replied.event, surveyOf(alive)],
  };
}

function readWitness(
  { healed }: TraceBook,
  deletions: ReadonlyMap<Key, AcknowledgedWrite>,
  { requested, decided, replied }: Asked,
): TraceWitness | undefined {
  const [question, answer, decision] = [requested[0], replied[0], decided[0]];
  if (healed === undefined || question === undefined || answer?.event.outcome.kind !== 'ok') return undefined;
  const { operation } = question.event;
  const deletion = deletions.get(operation.key);
  if (operation.kind !== 'read' || deletion === undefined || answer.event.outcome.value === null)
    return undefined;
  if (question.at < healed.at || question.at < deletion.replied.at) return undefined;
  return {
    kind: 'a read of a deleted key',
    why: `${told(deletion)}, and a read at tick ${question.event.tick} returned '${answer.event.outcome.value}'`,
    events: [
      ...[deletion.requested, deletion.replied, healed, question].map(({ event }) => event),
      ...(decision === undefined ? [] : [decision.event]),
      answer.event,
    ],
  };
}

function told({ key, version, replied }: AcknowledgedWrite): string {
  return `the deletion of ${key} was acknowledged at tick ${replied.event.tick} as ${versionText(version)}`;
}
