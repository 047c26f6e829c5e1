import { HistoryBuilder } from '../../src/check/history/builder.ts';
import type { HistoryEvent } from '../../src/check/history/event.ts';
import type { History } from '../../src/check/history/history.ts';
import type { Json } from '../../src/check/history/json.ts';

/** Draws below n, the same for the same seed. */
export type Draw = (n: number) => number;

export function drawFrom(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) % n;
  };
}

export function historyOf(events: Iterable<HistoryEvent>): History {
  const builder = new HistoryBuilder();
  for (const event of events) builder.add(event);
  return builder.build();
}

/** What kind of operations are drawn. */
export type Kind = 'unique register' | 'register' | 'cas register' | 'store';

interface Pending {
  readonly event: HistoryEvent;
  applied: boolean;
  possible: boolean;
  answer: Json | undefined;
}

/** The most processes and operations of a drawn history. */
export interface Size {
  readonly processes: number;
  readonly operations: number;
}

/**
 * A history of one object with at least 2 processes and 3 operations: some answers are true to a real object that the
 * operations took effect on at some moment, others are drawn. Includes failed, unknown and never answered operations.
 */
export function drawHistory(draw: Draw, kind: Kind, size: Size = { processes: 5, operations: 9 }): History {
  const processes = 2 + draw(size.processes - 1);
  const lies = draw(4);
  const pending = new Map<number, Pending>();
  const names = Array.from({ length: processes }, (_, i) => i);
  const events: HistoryEvent[] = [];
  let calls = 3 + draw(size.operations - 2);
  let fresh = processes;
  const store = new OneObject(kind === 'store' ? undefined : 0);
  for (let step = 0; step < 6 * size.operations && (calls > 0 || pending.size > 0); step++) {
    const slot = draw(processes);
    const name = names[slot] ?? 0;
    const open = pending.get(slot);
    if (open === undefined) {
      if (calls === 0) continue;
      calls--;
      const event = { type: 'invoke', process: name, ...store.drawOperation(draw, kind) } as const;
      events.push(event);
      pending.set(slot, { event, applied: false, possible: true, answer: undefined });
      continue;
    }
    if (!open.applied && draw(2) === 0) store.apply(open);
    const end = store.drawEnd(draw, open, lies);
    if (end === undefined) continue;
    events.push(end);
    pending.delete(slot);
    if (end.type === 'info') names[slot] = fresh++;
  }
  return historyOf(events);
}

class OneObject {
  #value: Json | undefined;
  readonly #seen: (Json | undefined)[];
  #next = 1;

  constructor(initial: Json | undefined) {
    this.#value = initial;
    this.#seen = [initial];
  }

  drawOperation(draw: Draw, kind: Kind): Pick<HistoryEvent, 'operation' | 'value'> {
    if (kind === 'store') return this.#drawStore(draw);
    if (draw(2) === 0) return { operation: 'read' };
    const value = kind === 'unique register' ? this.#next++ : draw(3);
    this.#seen.push(value);
    if (kind === 'cas register' && draw(2) === 0) return { operation: 'cas', value: [draw(3), value] };
    return { operation: 'write', value };
  }

  #drawStore(draw: Draw): Pick<HistoryEvent, 'operation' | 'value'> {
    const operation =
      (['get', 'get', 'put', 'append', 'delete', 'create', 'update'] as const)[draw(7)] ?? 'get';
    if (operation === 'get' || operation === 'delete') return { operation };
    const value = ['a', 'b', 'ab'][draw(3)] ?? 'a';
    this.#seen.push(value);
    return { operation, value };
  }

  apply(pending: Pending): void {
    pending.applied = true;
    const { operation, value } = pending.event;
    const held = this.#value;
    if (operation === 'read' || operation === 'get') pending.answer = held;
    else if (operation === 'cas') this.#compareAndSet(pending, value);
    else if (operation === 'append') this.#value = `${held ?? ''}${value}`;
    else if (operation === 'create' && held !== undefined) pending.possible = false;
    else if ((operation === 'update' || operation === 'delete') && held === undefined)
      pending.possible = false;
    else this.#value = operation === 'delete' ? undefined : value;
    this.#seen.push(this.#value);
  }

  #compareAndSet(pending: Pending, value: Json | undefined): void {
    const [from, to] = value as readonly [Json, Json];
    if (from === this.#value) this.#value = to;
    else pending.possible = false;
  }

  drawEnd(draw: Draw, pending: Pending, lies: number): HistoryEvent | undefined {
    const { process, operation } = pending.event;
    const lie = draw(4) < lies;
    if (draw(12) === 0) return { type: 'info', process, operation };
    if (!pending.applied && draw(12) === 0) return { type: 'fail', process, operation };
    if (!pending.applied && !lie) return undefined;
    if (!pending.possible && !lie) return { type: 'fail', process, operation };
    const answer = lie ? this.#seen[draw(this.#seen.length)] : pending.answer;
    const reads = operation === 'read' || operation === 'get';
    return { type: 'ok', process, operation, ...(reads && answer !== undefined ? { value: answer } : {}) };
  }
}
