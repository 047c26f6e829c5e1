import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Judgement, Message, Offered } from '../message.ts';
import type { Note } from '../note.ts';
import type { StoredRecord } from '../record.ts';
import { isNewer } from '../record.ts';
import { compareVersion } from '../version.ts';
import { Refusals } from './refusals.ts';
import type { Store } from './store.ts';

type Replicate = Extract<Message, { kind: 'replicate' }>;

/** One node as keeper of copies: judges clients' writes by what it holds, serves reads, takes copies that are newer. */
export class Replica {
  readonly #store: Store;
  readonly #refusals = new Refusals();

  constructor(store: Store) {
    this.#store = store;
  }

  replicate(from: NodeId, message: Replicate, effects: Effects): void {
    const { request, record, verb } = message;
    const held = this.#store.newest(record.key);
    const judgement = this.#refusals.of(record) ?? judgeWrite(verb, record, held);
    const repeated = held !== undefined && compareVersion(held.version, record.version) === 0;
    if (judgement !== 'applied') this.#refusals.remember(record, judgement);
    else if (!repeated) this.#store.put(record, effects);
    const version = judgement === 'applied' ? record.version : held?.version;
    this.#store.acknowledge(
      {
        to: from,
        message: { kind: 'replicated', request, judgement, version },
        note: {
          kind: 'operation-judged',
          request,
          verb,
          success: judgement === 'applied',
          key: record.key,
          value: record.value,
          version: record.version,
        } satisfies Note,
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
      if (isNewer(record, this.#store.newest(record.key))) this.#store.put(record, effects);
    }
    const answer: Message = { kind: 'stored', purpose: message.purpose, ticket: message.ticket };
    this.#store.acknowledge({ to: from, message: answer }, effects);
  }

  /** Answers which of the offered records are held, durably, in that version or a newer one. */
  offer(from: NodeId, message: Extract<Message, { kind: 'offer' }>, effects: Effects): void {
    const held: Offered[] = [];
    const wanted: Offered[] = [];
    for (const entry of message.entries) {
      const record = this.#store.get(entry.key);
      const has = record !== undefined && compareVersion(record.version, entry.version) >= 0;
      (has ? held : wanted).push(entry);
    }
    effects.send(from, { kind: 'offered', held, wanted });
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
