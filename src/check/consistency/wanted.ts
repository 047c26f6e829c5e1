import type { History } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { partitionByKey } from '../history/partition.ts';
import { checkLinearizable, searchLinearizable } from '../linearizable/check.ts';
import type { Budget } from '../linearizable/turns.ts';
import { defaultBudget } from '../linearizable/turns.ts';
import { ZoneChecker } from '../linearizable/zones.ts';
import { kAtomicRegister } from '../model/k-atomic.ts';
import { initialValue } from '../model/register.ts';
import type { Verdict } from '../verdict.ts';
import { holds, mergeVerdicts, undecided } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { checkConvergent } from './convergent.ts';
import type { KeyHistory } from './key-history.ts';
import { keyHistory } from './key-history.ts';
import { checkRegular } from './regular.ts';
import { checkSession } from './session.ts';

/** What may be claimed of every key of a history, each in one word. */
export const WANTED_MODELS = [
  'linearizable',
  'regular',
  'k-atomic',
  'monotonic-reads',
  'read-your-writes',
  'convergent',
] as const;

export type WantedModel = (typeof WANTED_MODELS)[number];

export interface WantedOptions {
  /** What registers hold before the first write. Default `null`. */
  readonly initial?: Json;
  /** The k of `k-atomic`. Default 3. */
  readonly k?: number;
  readonly budget?: Budget;
  /** The same history with all that belongs to one client as one process. Default the history itself. */
  readonly sessions?: History;
}

/**
 * Does every key keep the promise? All but `linearizable` speak of registers with values written once; a key that is
 * none is `undecided`. Sessions let a write show more than once before it is acknowledged: its coordinator may repeat it.
 */
export function checkWanted(
  history: History,
  model: WantedModel,
  options: WantedOptions = {},
): Verdict<HistoryWitness> {
  const { initial = null, k = 3, budget = defaultBudget, sessions = history } = options;
  switch (model) {
    case 'linearizable':
      return checkLinearizable(history, { initial, budget });
    case 'k-atomic':
      return checkAtomic(history, k, initial, budget);
    case 'regular':
      return eachKey(history, initial, checkRegular);
    case 'monotonic-reads':
      return eachKey(sessions, initial, (of) => checkSession(of, { ...SESSION, monotonicReads: true }));
    case 'read-your-writes':
      return eachKey(sessions, initial, (of) => checkSession(of, { ...SESSION, readYourWrites: true }));
    case 'convergent':
      return someKey(sessions, initial);
  }
}

const SESSION = { monotonicReads: false, readYourWrites: false, writesShow: 'until-acknowledged' } as const;

function eachKey(
  history: History,
  initial: Json,
  check: (of: KeyHistory) => Verdict<HistoryWitness>,
): Verdict<HistoryWitness> {
  const partition = partitionByKey(history);
  return mergeVerdicts(
    history.keys.map((name, key) => {
      const of = keyHistory(history, partition, key, initial);
      return of === undefined ? undecided(`key ${name} is no register with values written once`) : check(of);
    }),
  );
}

/** Keys that were not read late enough say nothing, as long as others were. */
function someKey(history: History, initial: Json): Verdict<HistoryWitness> {
  const partition = partitionByKey(history);
  const verdicts = history.keys.map((_, key) => {
    const of = keyHistory(history, partition, key, initial);
    return of === undefined ? undecided('no register with values written once') : checkConvergent(of);
  });
  const merged = mergeVerdicts(verdicts);
  return merged.kind === 'undecided' && verdicts.some(({ kind }) => kind === 'holds') ? holds : merged;
}

/** Zones first: what is linearizable is k-atomic for every k, and that is quickly seen. */
function checkAtomic(history: History, k: number, initial: Json, budget: Budget): Verdict<HistoryWitness> {
  const partition = partitionByKey(history);
  const start = history.family === 'store' ? undefined : initial;
  const zones = new ZoneChecker(history, partition, initialValue(history, start));
  if (history.keys.every((_, key) => zones.check(key) === 'holds')) return holds;
  if (history.keys.some((_, key) => keyHistory(history, partition, key, initial) === undefined))
    return undecided('k-atomicity speaks of registers with values written once');
  return searchLinearizable(history, kAtomicRegister(k, start), budget);
}
