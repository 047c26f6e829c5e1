import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import { orderOfVersions } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface StalenessOptions {
  /** Ticks for which what a read answers may have been outdated when the read was asked. 0: no read may be stale. */
  readonly atMostTicks: number;
}

/** A write that was answered with ok. */
interface Write {
  readonly asked: Asked;
  readonly version: Version;
  readonly value: string | null;
  /** Its answer: place among all events, and tick. */
  readonly at: number;
  readonly tick: number;
  readonly expires: boolean;
}

/** One read that answered what was outdated when it was asked. */
interface Stale {
  readonly read: Asked;
  /** The first write that made it so. */
  readonly write: Write;
  readonly age: number;
}

/**
 * How old what is read may be: a read is stale that answers something older than a write which was answered with ok before
 * the read was asked. Its age is the time since the first such write. What expires counts as written until somebody
 * reads that it is gone.
 *
 * Assumes that coordinators tell the version that they decided on.
 */
export function checkStaleness(book: TraceBook, { atMostTicks }: StalenessOptions): Judgement {
  const { reads, stale } = measureStaleness(book);
  if (reads === 0) return { verdict: undecided('no read was answered'), seen: '' };
  const oldest = stale.reduce<Stale | undefined>(
    (worst, one) => (worst === undefined || one.age > worst.age ? one : worst),
    undefined,
  );
  const seen = `${count(reads, 'read')}, ${stale.length} stale${oldest === undefined ? '' : `, the oldest by ${count(oldest.age, 'tick')}`}`;
  const isTooOld = oldest !== undefined && (atMostTicks === 0 || oldest.age > atMostTicks);
  return { verdict: isTooOld ? broken(witnessOf(oldest)) : holds, seen };
}

/** How many reads were answered, and which of them with what was outdated. */
export function measureStaleness(book: TraceBook): {
  readonly reads: number;
  readonly stale: readonly Stale[];
} {
  const writes = writesOf(book);
  let reads = 0;
  const stale: Stale[] = [];
  for (const read of book.asked.values()) {
    if (read.requested[0]?.event.operation.kind !== 'read') continue;
    const outcome = read.replied[0]?.event.outcome;
    if (outcome?.kind !== 'ok' && !(outcome?.kind === 'failed' && outcome.reason === 'not-found')) continue;
    reads += 1;
    const found = staleness(read, writes);
    if (found !== undefined) stale.push(found);
  }
  return { reads, stale };
}

function writesOf(book: TraceBook): ReadonlyMap<Key, readonly Write[]> {
  const writes = new Map<Key, Write[]>();
  for (const asked of book.asked.values()) {
    const operation = asked.requested[0]?.event.operation;
    const replied = asked.replied[0];
    const decided = asked.decided.find(({ note }) => note.success)?.note;
    if (operation === undefined || operation.kind === 'read') continue;
    if (replied?.event.outcome.kind !== 'ok' || decided?.version === undefined) continue;
    const expires = 'ttl' in operation && operation.ttl !== undefined;
    const { version, value } = decided;
    const { at, event } = replied;
    const known = writes.get(operation.key) ?? [];
    known.push({ asked, version, value, at, tick: event.tick, expires });
    writes.set(operation.key, known);
  }
  return writes;
}

function staleness(read: Asked, writes: ReadonlyMap<Key, readonly Write[]>): Stale | undefined {
  const [question] = read.requested;
  const decided = read.decided.at(-1)?.note;
  if (question === undefined || decided === undefined) return undefined;
  const all = writes.get(decided.key) ?? [];
  const version = decided.version ?? all.find(({ value }) => value === decided.value)?.version;
  // It is not known which write it saw.
  if (version === undefined && decided.value !== null) return undefined;
  const newer = all.filter(
    (write) =>
      write.at < question.at && (version === undefined || orderOfVersions(write.version, version) > 0),
  );
  const newest = newer.reduce<Write | undefined>(
    (best, write) => (best === undefined || orderOfVersions(write.version, best.version) > 0 ? write : best),
    undefined,
  );
  if (newest === undefined || (decided.value === null && (newest.value === null || newest.expires)))
    return undefined;
  const write = newer.reduce((first, one) => (one.at < first.at ? one : first));
  return { read, write, age: question.event.tick - write.tick };
}

function witnessOf({ read, write, age }: Stale): TraceWitness {
  const what = read.decided.at(-1)?.note;
  return {
    kind: 'a stale read',
    why: `operation ${read.request} (read of ${what?.key}) answered '${what?.value}', which was outdated for ${count(age, 'tick')} by operation ${write.asked.request}`,
    events: [...write.asked.replied, ...read.requested, ...read.decided, ...read.replied].map(
      ({ event }) => event,
    ),
  };
}
