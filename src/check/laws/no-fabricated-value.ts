import type { History } from '../history/history.ts';
import { outcomeCode } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { ABSENT } from '../history/value-table.ts';
import { verbCode } from '../history/verb.ts';
import { initialValue } from '../model/register.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { witnessOf } from '../witness.ts';

/**
 * Every value that was observed had been asked to be stored under that key before it was observed, by an operation that
 * did not fail, or it was there from the beginning. Texts of keys that are appended to are let pass: they have many
 * sources. `initial` is what registers begin with; keys of a store begin with nothing.
 */
export function checkNoFabricatedValue(history: History, initial: Json = null): Verdict<HistoryWitness> {
  const { size, key, verb, observed, written, outcome, values, call } = history;
  const first = initialValue(history, history.family === 'store' ? undefined : initial);
  const width = values.size + 1;
  const calledAt = new Map<number, number>();
  const appended = new Set<number>();
  for (let id = 0; id < size; id++) {
    if (verb[id] === verbCode.append) appended.add(key[id] ?? 0);
    if (outcome[id] === outcomeCode.failed || written[id] === ABSENT) continue;
    const place = (key[id] ?? 0) * width + (written[id] ?? 0);
    if (!calledAt.has(place)) calledAt.set(place, call[id] ?? 0);
  }
  for (let id = 0; id < size; id++) {
    const value = observed[id] ?? ABSENT;
    if (outcome[id] !== outcomeCode.ok || value === ABSENT || value === first) continue;
    if (appended.has(key[id] ?? 0) && typeof values.at(value) === 'string') continue;
    const since = calledAt.get((key[id] ?? 0) * width + value);
    if (since !== undefined && since < (history.return[id] ?? 0)) continue;
    return broken(witnessOf(history, 'it observed a value that nobody had stored', [id]));
  }
  return holds;
}
