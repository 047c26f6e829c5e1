import type { Effects } from '../effect.ts';
import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Note } from '../note.ts';
import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Guard } from './standing.ts';
import { highestOf, knownOf } from './standing.ts';
import type { Store } from './store.ts';

/**
 * One node as keeper of consensus registers: promises ballots and accepts records under them, both durably before it
 * says so. Source: Rystsov, "CASPaxos: Replicated State Machines without logs", 2018, §2.2.
 */
export class Acceptor {
  readonly #store: Store;
  readonly #guard: Guard;
  readonly #keepsPromises: boolean;

  /** @param keepsPromises false only to show why a promise must be kept */
  constructor(store: Store, guard: Guard, keepsPromises: boolean) {
    this.#store = store;
    this.#guard = guard;
    this.#keepsPromises = keepsPromises;
  }

  prepare(from: NodeId, message: Extract<Message, { kind: 'prepare' }>, effects: Effects): void {
    const { request, key, ballot } = message;
    const held = this.#store.newest(key);
    const promised = this.promisedTo(key);
    const again = promised !== undefined && compareVersion(promised, ballot) === 0;
    const higher = this.#above(key, ballot);
    if (higher === undefined && !again) this.#store.promise(key, ballot, effects);
    const answer: Message = { kind: 'promised', request, ballot, record: held };
    if (higher !== undefined)
      return this.#store.acknowledge({ to: from, message: { higher, ...answer }, keys: [key] }, effects);
    const notes = request === undefined ? [] : [noteOfReading(request, key, held)];
    this.#store.acknowledge({ to: from, message: answer, keys: [key], notes }, effects);
  }

  accept(from: NodeId, message: Extract<Message, { kind: 'accept' }>, effects: Effects): void {
    const { request, verb, record } = message;
    const { key, version, value } = record;
    const held = this.#store.newest(key);
    const repeated = held !== undefined && compareVersion(held.version, version) === 0;
    const higher = repeated ? undefined : this.#above(key, version);
    if (!repeated && higher === undefined) this.#store.put(record, effects);
    const answer: Message = { kind: 'accepted', request, ballot: version };
    const success = higher === undefined;
    const told = success ? answer : { higher, ...answer };
    if (request === undefined)
      return this.#store.acknowledge({ to: from, message: told, keys: [key] }, effects);
    const note: Note = { kind: 'operation-judged', request, verb, success, key, value, version };
    this.#store.acknowledge({ to: from, message: told, keys: [key], notes: [note] }, effects);
  }

  /** The promise that binds this replica. */
  readonly promisedTo = (key: Key): Version | undefined =>
    this.#keepsPromises ? this.#store.promisedTo(key) : undefined;

  #above(key: Key, ballot: Version): Version | undefined {
    const entry = { key, version: ballot };
    const highest = highestOf(knownOf(entry, this.#store, this.#guard, this.promisedTo(key)));
    return highest !== undefined && compareVersion(highest, ballot) > 0 ? highest : undefined;
  }
}

/** A promise tells what is held, as a read does. */
function noteOfReading(request: RequestId, key: Key, held: StoredRecord | undefined): Note {
  const value = held?.value ?? null;
  const note = {
    kind: 'operation-judged',
    request,
    verb: 'read',
    success: value !== null,
    key,
    value,
  } as const;
  return held === undefined ? note : { version: held.version, ...note };
}
