import type { History } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { partitionByKey } from '../history/partition.ts';
import type { Budget } from '../linearizable/turns.ts';
import { defaultBudget } from '../linearizable/turns.ts';
import { ZoneChecker } from '../linearizable/zones.ts';
import { initialValue } from '../model/register.ts';
import type { Atomicity } from './atomicity.ts';
import { smallestAtomicity } from './atomicity.ts';
import { checkConvergent } from './convergent.ts';
import type { KeyHistory } from './key-history.ts';
import { keyHistory } from './key-history.ts';
import { checkRegular } from './regular.ts';
import { checkSession } from './session.ts';

/** From strong to weak; `k-atomic` is for k up to `maxK`. Regular and k-atomic do not imply each other. */
export const consistencyModels = [
  'linearizable',
  'regular',
  'k-atomic',
  'monotonic reads and read your writes',
  'monotonic reads',
  'read your writes',
  'convergent',
] as const;

export type ConsistencyModel = (typeof consistencyModels)[number];

export interface KeyConsistency {
  /** All that held, strongest first. */
  readonly held: readonly ConsistencyModel[];
  readonly strongest: ConsistencyModel | 'none';
  readonly atomicity: Atomicity;
}

export interface ConsistencyOptions {
  readonly initial?: Json;
  /** The largest k that is tried for k-atomicity. Default 3: each more costs many times the last. */
  readonly maxK?: number;
  readonly budget?: Budget;
}

/** Which models held for each key, by rows of `History.keys`; `undefined` for a key that `keyHistory` cannot judge. */
export function consistencyByKey(
  history: History,
  options: ConsistencyOptions = {},
): readonly (KeyConsistency | undefined)[] {
  const partition = partitionByKey(history);
  const initial = options.initial ?? null;
  const zones = new ZoneChecker(
    history,
    partition,
    initialValue(history, history.family === 'store' ? undefined : initial),
  );
  return history.keys.map((_, key) => {
    const of = keyHistory(history, partition, key, initial);
    return of === undefined ? undefined : consistencyOf(of, zones.check(key) === 'holds', options);
  });
}

function consistencyOf(of: KeyHistory, linearizable: boolean, options: ConsistencyOptions): KeyConsistency {
  const atomicity: Atomicity = linearizable
    ? { kind: 'atomic', k: 1 }
    : smallestAtomicity(of, 2, options.maxK ?? 3, options.budget ?? defaultBudget);
  const held = consistencyModels.filter((model) => {
    if (model === 'linearizable') return linearizable;
    return model === 'k-atomic' ? atomicity.kind === 'atomic' : holdsFor(of, model);
  });
  return { held, strongest: held[0] ?? 'none', atomicity };
}

function holdsFor(of: KeyHistory, model: Exclude<ConsistencyModel, 'linearizable' | 'k-atomic'>): boolean {
  if (model === 'regular') return checkRegular(of).kind === 'holds';
  if (model === 'convergent') return checkConvergent(of).kind === 'holds';
  const monotonicReads = model !== 'read your writes';
  const readYourWrites = model !== 'monotonic reads';
  return checkSession(of, { monotonicReads, readYourWrites, writesShow: 'once' }).kind === 'holds';
}
