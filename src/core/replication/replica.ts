import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Judgement, Message, Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import type { Tick } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { Refusals } from './refusals.ts';
import type { Guard, Known } from './standing.ts';
import { highestOf, knownOf, standingOf } from './standing.ts';
import type { Store } from './store.ts';

type Replicate = Extract<Message, { kind: 'replicate' }>;

/** One node as keeper of copies: judges clients' writes by what it holds, serves reads, takes copies that are newer. */
export class Replica {
  readonly #store: Store;
  readonly #patienceTicks: number;
  readonly #promisedTo: (key: Key) => Version | undefined;
  /** When somebody was last told that a record is wanted here. */
  readonly #wantedAt = new Map<Key, Tick>();
  readonly #refusals = new Refusals();
  readonly #guard: Guard;

  /**
   * @param patienceTicks how long a record that was asked for is not asked for from somebody else
   * @param promisedTo the promise that binds this replica, for a key
   */
  constructor(
    store: Store,
    patienceTicks: number,
    guard: Guard,
    promisedTo: (key: Key) => Version | undefined,
  ) {
    this.#store = store;
    this.#promisedTo = promisedTo;
    this.#patienceTicks = patienceTicks;
    this.#guard = guard;
  }

  replicate(from: NodeId, message: Replicate, effects: Effects): void {
    const { request, record, verb } = message;
    const known = this.#known(record);
    const judgement = this.#refusals.of(record) ?? judge(message, known);
    if (judgement !== 'applied') this.#refusals.remember(record, judgement);
    else if (standingOf(record.version, known) === 'open') this.#store.put(record, effects);
    const version =
      judgement === 'applied'
        ? record.version
        : judgement === 'promised'
          ? highestOf(known)
          : (known.held?.version ?? known.floor);
    this.#store.acknowledge(
      {
        to: from,
        message: { kind: 'replicated', request, judgement, version },
        keys: [record.key],
        notes: [
          {
            kind: 'operation-judged',
            request,
            verb,
            success: judgement === 'applied',
            key: record.key,
            value: record.value,
            version: record.version,
          },
        ],
      },
      effects,
    );
  }

  fetch(from: NodeId, message: Extract<Message, { kind: 'fetch' }>, effects: Effects): void {
    const record = this.#store.get(message.key);
    const value = record?.value ?? null;
    const { request, key } = message;
    const notes = [
      { kind: 'operation-judged', request, verb: 'read', success: value !== null, key, value } as const,
    ];
    const promised = this.#promisedTo(key);
    const answer: Message = { kind: 'fetched', request, record };
    this.#store.tell(
      { to: from, message: promised === undefined ? answer : { promised, ...answer }, notes, keys: [key] },
      effects,
    );
  }

  /** @returns keys whose records were refused because of a promise: only the register can bring them here */
  store(from: NodeId, message: Extract<Message, { kind: 'store' }>, effects: Effects): readonly Key[] {
    const barred: Key[] = [];
    const kept: Offered[] = [];
    for (const record of message.records) {
      const { key, version } = record;
      this.#wantedAt.delete(key);
      const known = this.#known(record);
      // A reader wants to hear that this version counts here; a repair only that nothing older is left.
      const { held } = known;
      const asksMore = message.request !== undefined || isNewer(record, held);
      if (asksMore && standingOf(version, known) === 'barred') {
        barred.push(key);
        continue;
      }
      kept.push({ key, version });
      if (known.floor !== undefined) {
        // A reader must not believe that this value counts here.
        if (message.request !== undefined && record.value !== null) return [];
      } else if (isNewer(record, held)) this.#store.put(record, effects);
    }
    const answer = this.#storedAnswer(message, kept, barred);
    const keys = message.request === undefined ? [] : message.records.map(({ key }) => key);
    this.#store.acknowledge({ to: from, message: answer, keys }, effects);
    return barred;
  }

  #storedAnswer(
    { request }: Extract<Message, { kind: 'store' }>,
    held: readonly Offered[],
    [barred]: readonly Key[],
  ): Message {
    if (request === undefined) return { kind: 'offered', held, wanted: [] };
    const promised = barred === undefined ? undefined : this.#promisedTo(barred);
    return promised === undefined ? { kind: 'stored', request } : { kind: 'stored', request, promised };
  }

  #known(entry: Offered): Known {
    return knownOf(entry, this.#store, this.#guard, this.#promisedTo(entry.key));
  }

  /**
   * Answers which of the offered records are held, durably, in that version or a newer one, and which are wanted. Of
   * what is already on its way from somebody else it says nothing: it will be offered again. A promise without a record is held.
   */
  offer(from: NodeId, message: Extract<Message, { kind: 'offer' }>, now: Tick, effects: Effects): void {
    const held: Offered[] = [];
    const wanted: Offered[] = [];
    const { entries, promises = [] } = message;
    for (const promise of promises) {
      this.#promise(promise, effects);
      if (!entries.some(({ key }) => key === promise.key)) held.push(promise);
    }
    for (const entry of entries) {
      if (this.#has(entry)) {
        this.#wantedAt.delete(entry.key);
        held.push(entry);
      } else if (this.#want(entry.key, now)) wanted.push(entry);
    }
    this.#store.acknowledge({ to: from, message: { kind: 'offered', held, wanted } }, effects);
  }

  /** What earlier replicas of a key have promised binds the next ones. */
  #promise({ key, version }: Offered, effects: Effects): void {
    const own = this.#store.promisedTo(key);
    if (own === undefined || compareVersion(own, version) < 0) this.#store.promise(key, version, effects);
  }

  /** Those of the entries that are not on their way already; from now on they are. */
  wanting(entries: readonly Offered[], now: Tick): readonly Offered[] {
    return entries.filter(({ key }) => this.#want(key, now));
  }

  /** Held durably in this version or a newer one, or purged. */
  #has(entry: Offered): boolean {
    const record = this.#store.get(entry.key);
    if (record === undefined) return this.#guard.floorOf(entry) !== undefined;
    return compareVersion(record.version, entry.version) >= 0;
  }

  #want(key: Key, now: Tick): boolean {
    const before = this.#wantedAt.get(key);
    if (before !== undefined && now - before < this.#patienceTicks) return false;
    this.#wantedAt.set(key, now);
    return true;
  }
}

/** Judges a write by what one replica holds and has promised. */
function judge({ verb, record, atomic }: Replicate, known: Known): Judgement {
  const standing = standingOf(record.version, known);
  if (standing === 'barred') return 'promised';
  // A floor speaks of its slice, not of this key: the register need not be past it.
  if (known.floor !== undefined) return 'superseded';
  return standing === 'past' && atomic === true ? 'applied' : judgeWrite(verb, record, known.held);
}

/** Judges a write by what one replica holds. A repeated message of an applied write is applied again. */
export function judgeWrite(
  verb: Replicate['verb'],
  record: StoredRecord,
  held: StoredRecord | undefined,
): Judgement {
  const order = held === undefined ? 1 : compareVersion(record.version, held.version);
  if (order === 0) return 'applied';
  const exists = held !== undefined && held.value !== null;
  if (verb === 'create' && exists) return 'exists';
  if ((verb === 'update' || verb === 'delete') && !exists) return 'absent';
  return order > 0 ? 'applied' : 'superseded';
}
