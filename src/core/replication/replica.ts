import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Judgement, Message, Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import type { Tick } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { Refusals } from './refusals.ts';
import type { Store } from './store.ts';

type Replicate = Extract<Message, { kind: 'replicate' }>;

/** What a replica's own records do not tell. */
export interface Guard {
  /** At or below it nothing is stored under a key that is not held: it was purged. */
  readonly floorOf: (entry: Offered) => Version | undefined;
}

/** Where nothing is ever purged. */
export const UNGUARDED: Guard = { floorOf: () => undefined };

/** One node as keeper of copies: judges clients' writes by what it holds, serves reads, takes copies that are newer. */
export class Replica {
  readonly #store: Store;
  readonly #patienceTicks: number;
  /** When somebody was last told that a record is wanted here. */
  readonly #wantedAt = new Map<Key, Tick>();
  readonly #refusals = new Refusals();
  readonly #guard: Guard;

  /** @param patienceTicks how long a record that was asked for is not asked for from somebody else */
  constructor(store: Store, patienceTicks: number, guard: Guard) {
    this.#store = store;
    this.#patienceTicks = patienceTicks;
    this.#guard = guard;
  }

  replicate(from: NodeId, message: Replicate, effects: Effects): void {
    const { request, record, verb } = message;
    const held = this.#store.newest(record.key);
    const floor = held === undefined ? this.#guard.floorOf(record) : undefined;
    const judgement =
      this.#refusals.of(record) ?? (floor === undefined ? judgeWrite(verb, record, held) : 'superseded');
    const repeated = held !== undefined && compareVersion(held.version, record.version) === 0;
    if (judgement !== 'applied') this.#refusals.remember(record, judgement);
    else if (!repeated) this.#store.put(record, effects);
    const version = judgement === 'applied' ? record.version : (held?.version ?? floor);
    this.#store.acknowledge(
      {
        to: from,
        message: { kind: 'replicated', request, judgement, version },
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
    effects.note({
      kind: 'operation-judged',
      request: message.request,
      verb: 'read',
      success: value !== null,
      key: message.key,
      value,
    });
    effects.send(from, { kind: 'fetched', request: message.request, record });
  }

  store(from: NodeId, message: Extract<Message, { kind: 'store' }>, effects: Effects): void {
    for (const record of message.records) {
      this.#wantedAt.delete(record.key);
      const held = this.#store.newest(record.key);
      if (held === undefined && this.#guard.floorOf(record) !== undefined) {
        // A reader must not believe that this value counts here.
        if (message.request !== undefined && record.value !== null) return;
      } else if (isNewer(record, held)) this.#store.put(record, effects);
    }
    const answer: Message =
      message.request === undefined
        ? { kind: 'offered', held: message.records.map(({ key, version }) => ({ key, version })), wanted: [] }
        : { kind: 'stored', request: message.request };
    this.#store.acknowledge({ to: from, message: answer }, effects);
  }

  /**
   * Answers which of the offered records are held, durably, in that version or a newer one, and which are wanted. Of
   * what is already on its way from somebody else it says nothing: it will be offered again.
   */
  offer(from: NodeId, message: Extract<Message, { kind: 'offer' }>, now: Tick, effects: Effects): void {
    const held: Offered[] = [];
    const wanted: Offered[] = [];
    for (const entry of message.entries) {
      if (this.#has(entry)) {
        this.#wantedAt.delete(entry.key);
        held.push(entry);
      } else if (this.#want(entry.key, now)) wanted.push(entry);
    }
    effects.send(from, { kind: 'offered', held, wanted });
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
