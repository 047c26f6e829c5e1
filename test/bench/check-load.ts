import { HistoryBuilder } from '../../src/check/history/builder.ts';
import type { HistoryEvent } from '../../src/check/history/event.ts';
import type { History } from '../../src/check/history/history.ts';
import type { Verb } from '../../src/check/history/verb.ts';

/** What the clients of a made-up run do. */
export interface Load {
  readonly operations: number;
  readonly clients: number;
  readonly keys: number;
  /** Registers: every value written once. Store: gets, puts and appends of short texts. */
  readonly kind: 'register' | 'store';
  /** One answer that was true once and is so no more, near this operation. */
  readonly staleAt?: number;
}

/** A stale answer is so many writes old: more than the clients can have open at once. */
const STALE_BY = 20;

interface Pending {
  readonly verb: Verb;
  readonly key: string;
  readonly value: number | string;
  answer: number | string | null;
}

/** The events of a run against a real object: each operation takes effect at a drawn moment of its time. */
export function* drawEvents(load: Load, seed: number): Generator<HistoryEvent> {
  let state = seed | 0;
  const draw = (n: number): number => {
    state = (state + 0x9e3779b9) | 0;
    const x = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    const y = Math.imul(x ^ (x >>> 15), 0x735a2d97);
    return ((y ^ (y >>> 15)) >>> 0) % n;
  };
  const held = new Map<string, number | string>();
  const before = new Map<string, (number | string)[]>();
  const pending: (Pending | undefined)[] = Array.from({ length: load.clients }, () => undefined);
  const applied = new Uint8Array(load.clients);
  let calls = 0;
  let ends = 0;
  let lied = load.staleAt === undefined;
  while (ends < load.operations) {
    const process = draw(load.clients);
    const open = pending[process];
    if (open === undefined) {
      if (calls === load.operations) continue;
      const next = invent(load, draw, ++calls);
      pending[process] = next;
      applied[process] = 0;
      yield {
        type: 'invoke',
        process,
        operation: next.verb,
        key: next.key,
        ...(reads(next) ? {} : { value: next.value }),
      };
    } else if (applied[process] === 0) {
      applied[process] = 1;
      take(open, held, before);
    } else {
      let answer = open.answer;
      const old = before.get(open.key)?.at(-STALE_BY);
      if (!lied && ends >= (load.staleAt ?? 0) && reads(open) && old !== undefined && old !== answer) {
        answer = old;
        lied = true;
      }
      pending[process] = undefined;
      ends++;
      yield {
        type: 'ok',
        process,
        operation: open.verb,
        key: open.key,
        ...(reads(open) && answer !== null
          ? { value: answer }
          : reads(open) && load.kind === 'register'
            ? { value: null }
            : {}),
      };
    }
  }
}

export function historyOfLoad(load: Load, seed: number): History {
  const builder = new HistoryBuilder();
  for (const event of drawEvents(load, seed)) builder.add(event);
  return builder.build();
}

function reads(operation: Pending): boolean {
  return operation.verb === 'read' || operation.verb === 'get';
}

function invent(load: Load, draw: (n: number) => number, number: number): Pending {
  const key = `k${draw(load.keys)}`;
  if (load.kind === 'register')
    return { verb: draw(2) === 0 ? 'read' : 'write', key, value: number, answer: null };
  const verb = (['get', 'append', 'append', 'put'] as const)[draw(10) === 0 ? 3 : draw(3)] ?? 'get';
  return { verb, key, value: `x ${number} y`, answer: null };
}

function take(
  operation: Pending,
  held: Map<string, number | string>,
  before: Map<string, (number | string)[]>,
): void {
  const { verb, key, value } = operation;
  const now = held.get(key);
  if (reads(operation)) {
    operation.answer = now ?? null;
    return;
  }
  const past = before.get(key) ?? [];
  if (now !== undefined) past.push(now);
  before.set(key, past);
  held.set(key, verb === 'append' ? `${now ?? ''}${value}` : value);
}
