import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided, vacuous } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, newestCopy, surveyOf } from './survey.ts';
import { Tombstones } from './tombstones.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';
import type { AcknowledgedWrite } from './writes.ts';
import { acknowledgedWrites, newestByKey, WritersByVersion } from './writes.ts';

/**
 * No acknowledged write is lost. When the run ends, the newest version of its key among the live replicas is that of
 * the newest acknowledged write or one above; under the same version lies the same value; and what lies above was not
 * itself acknowledged before some other acknowledged write of the key was even asked for: a write may be overwritten
 * by one that came later, at the same time or nobody knows when, never by one that was over before.
 *
 * Assumes that the notes of coordinators name the versions they chose, and that live nodes were surveyed at the end.
 * A copy at a node that knows itself to be no replica of the key does not count: no read would find it.
 */
export function checkAcknowledgedWrites(book: TraceBook): Judgement {
  const { writes, nameless } = acknowledgedWrites(book);
  const seen = count(writes.length + nameless, 'acknowledged write');
  return { verdict: judge(book, writes, nameless), seen };
}

function judge(
  book: TraceBook,
  writes: readonly AcknowledgedWrite[],
  nameless: number,
): Verdict<TraceWitness> {
  if (writes.length + nameless === 0) return vacuous('no write was acknowledged');
  if (book.surveys.length === 0) return undecided('no live node was surveyed at the end');
  const copies = copiesByKey(book);
  const tombstones = new Tombstones(book);
  const writers = new WritersByVersion(book);
  const latest = latestByKey(writes);
  for (const [key, newest] of newestByKey(writes)) {
    const held = newestCopy((copies.get(key) ?? []).filter(({ owned }) => owned));
    const witness =
      lossOf(newest, held, tombstones.newest(key)) ?? overwritten(latest.get(key), held, writers);
    if (witness !== undefined) return broken(witness);
  }
  return nameless === 0
    ? holds
    : undecided(`the versions of ${count(nameless, 'acknowledged write')} are not told`);
}

/** Of each key the acknowledged write that was asked for last. */
function latestByKey(writes: readonly AcknowledgedWrite[]): ReadonlyMap<Key, AcknowledgedWrite> {
  const latest = new Map<Key, AcknowledgedWrite>();
  for (const write of writes) {
    const known = latest.get(write.key);
    if (known === undefined || write.requested.at > known.requested.at) latest.set(write.key, write);
  }
  return latest;
}

function lossOf(
  write: AcknowledgedWrite,
  held: Copy | undefined,
  purged: Version | undefined,
): TraceWitness | undefined {
  const events = [write.requested.event, write.decided.event, write.replied.event];
  const told = tell(write);
  if (held === undefined) {
    // A deletion is kept as long as its tombstone is needed, and no longer.
    if (write.deletes) return undefined;
    if (purged !== undefined && orderOfVersions(purged, write.version) > 0) return undefined;
    return { kind: 'lost', why: `${told}, and at the end no live replica holds the key`, events };
  }
  const { version, value } = held.record;
  const order = orderOfVersions(version, write.version);
  const found = `${value === null ? 'a deletion' : `'${value}'`} as ${versionText(version)} at node ${held.node}`;
  if (order < 0)
    return {
      kind: 'lost',
      why: `${told}, and at the end the newest that a live replica holds is ${found}`,
      events: [...events, surveyOf(held)],
    };
  if (order > 0 || value === write.value) return undefined;
  return {
    kind: 'changed',
    why: `${told}, and at the end the same version is ${found}`,
    events: [...events, surveyOf(held)],
  };
}

function overwritten(
  latest: AcknowledgedWrite | undefined,
  held: Copy | undefined,
  writers: WritersByVersion,
): TraceWitness | undefined {
  if (latest === undefined || held === undefined) return undefined;
  const { key, version } = held.record;
  const over = writers.of(key, version);
  const ended = over?.replied[0];
  if (over === latest.asked || ended?.event.outcome.kind !== 'ok' || ended.at > latest.requested.at)
    return undefined;
  return {
    kind: 'overwritten by an earlier write',
    why: `${tell(latest)}, and at the end replicas hold ${versionText(version)}, which was acknowledged before it was asked for`,
    events: [ended.event, latest.requested.event, latest.decided.event, latest.replied.event, surveyOf(held)],
  };
}

function tell({ key, version, value, deletes, replied }: AcknowledgedWrite): string {
  const what = deletes ? `the deletion of ${key}` : `'${value}' for ${key}`;
  return `${what} was acknowledged at tick ${replied.event.tick} as ${versionText(version)}`;
}
