import type { Key } from '../../core/ids.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided, vacuous } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, newestCopy, surveyOf } from './survey.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

interface Increments {
  readonly ok: Asked[];
  readonly unknown: Asked[];
}

/**
 * Every increment that was answered with ok counts, once: no two of them stored the same number, and at the end a key
 * holds at least as many as were ok, and no more than were ok or unknown. An increment is a compare-and-set to one
 * more, from nothing to 1.
 */
export function checkCounters(book: TraceBook): Judgement {
  const keys = incrementsByKey(book);
  const ok = [...keys.values()].reduce((sum, increments) => sum + increments.ok.length, 0);
  const unknown = [...keys.values()].reduce((sum, increments) => sum + increments.unknown.length, 0);
  return { verdict: judge(book, keys), seen: `${count(ok, 'increment')}, ${unknown} unknown` };
}

function judge(book: TraceBook, keys: ReadonlyMap<Key, Increments>): Verdict<TraceWitness> {
  if (keys.size === 0) return vacuous('nobody counted');
  if (book.surveys.length === 0) return undecided('no live node was surveyed at the end');
  const copies = copiesByKey(book);
  for (const [key, increments] of keys) {
    const held = newestCopy((copies.get(key) ?? []).filter(({ owned }) => owned));
    const witness = twice(increments) ?? miscounted(key, increments, held);
    if (witness !== undefined) return broken(witness);
  }
  return holds;
}

function incrementsByKey(book: TraceBook): ReadonlyMap<Key, Increments> {
  const keys = new Map<Key, Increments>();
  for (const asked of book.asked.values()) {
    const operation = asked.requested[0]?.event.operation;
    if (operation?.kind !== 'cas' || Number(operation.value) !== Number(operation.expected ?? '0') + 1)
      continue;
    const found = keys.get(operation.key) ?? { ok: [], unknown: [] };
    keys.set(operation.key, found);
    const end = asked.replied[0]?.event.outcome.kind;
    if (end === 'ok') found.ok.push(asked);
    else if (end !== 'failed') found.unknown.push(asked);
  }
  return keys;
}

function twice({ ok }: Increments): TraceWitness | undefined {
  const first = new Map<string | null, Asked>();
  for (const asked of ok) {
    const value = numberIn(asked);
    const other = first.get(value);
    first.set(value, asked);
    if (other === undefined) continue;
    const kind = 'two increments to the same number';
    return { kind, why: `${kind}, ${value}`, events: [other, asked].flatMap(told) };
  }
  return undefined;
}

function miscounted(key: Key, { ok, unknown }: Increments, held: Copy | undefined): TraceWitness | undefined {
  const total = Number(held?.record.value ?? '0');
  const most = ok.length + unknown.length;
  if (total >= ok.length && total <= most) return undefined;
  const lost = total < ok.length;
  const kind = lost
    ? 'an increment that was answered with ok is lost'
    : 'more increments than were asked for';
  const why = `${key} was incremented ${ok.length} times for certain and at most ${most}, and holds ${total}`;
  const highest = ok.reduce((max, asked) => Math.max(max, Number(numberIn(asked))), 0);
  const last = ok.find((asked) => Number(numberIn(asked)) === highest);
  const events = last === undefined ? [] : told(last);
  return { kind, why, events: held === undefined ? events : [...events, surveyOf(held)] };
}

function numberIn({ requested }: Asked): string | null {
  const operation = requested[0]?.event.operation;
  return operation?.kind === 'cas' ? operation.value : null;
}

function told({ requested, replied }: Asked) {
  return [...requested, ...replied].map(({ event }) => event);
}
