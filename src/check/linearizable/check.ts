import { must } from '../../lib/assert.ts';
import type { History } from '../history/history.ts';
import { operationAt, outcomeCode } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import type { Partition } from '../history/partition.ts';
import { groupByKey, idsOfKey, partitionByKey, rowsOfKey } from '../history/partition.ts';
import { keyOfStore } from '../model/kv.ts';
import type { Model, ModelOf } from '../model/model.ts';
import { initialValue, register } from '../model/register.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { witnessOf } from '../witness.ts';
import { longestOrder, shrink } from './shrink.ts';
import type { SubHistory } from './sub-history.ts';
import { takeJudged, untilEvent } from './sub-history.ts';
import type { Budget, TurnsAnswer } from './turns.ts';
import { defaultBudget, searchInTurns } from './turns.ts';
import { withoutUnread } from './unread.ts';
import type { ZoneAnswer } from './zones.ts';
import { ZoneChecker } from './zones.ts';

export interface LinearizableOptions {
  /** What registers hold before the first write; keys of a store hold nothing. Default `null`. */
  readonly initial?: Json;
  readonly budget?: Budget;
}

/**
 * Is every key linearizable (Herlihy and Wing 1990)? Keys whose values are written once are judged by their zones, the
 * others are searched. The verdict depends on the history alone, and on the budget.
 */
export function checkLinearizable(
  history: History,
  options: LinearizableOptions = {},
): Verdict<HistoryWitness> {
  const initial = history.family === 'store' ? undefined : (options.initial ?? null);
  const first = initialValue(history, initial);
  const modelOf = history.family === 'store' ? keyOfStore : register(initial);
  const keys = byKey(history);
  const zones = new ZoneChecker(keys.grouped, keys.partition, first);
  const foreign: number[] = [];
  for (let key = 0; key < history.keys.length; key++) {
    const answer = zones.check(key);
    if (answer === 'foreign') foreign.push(key);
    else if (answer !== 'holds')
      return broken(zoneWitness(history, answer, zones.culprits, register(initial)(history)));
  }
  return searchKeys(keys, foreign, modelOf, options.budget ?? defaultBudget);
}

/** The same by search alone and for any model, key by key. */
export function searchLinearizable(
  history: History,
  modelOf: ModelOf,
  budget: Budget,
): Verdict<HistoryWitness> {
  const all = history.keys.map((_, key) => key);
  return searchKeys(byKey(history), all, modelOf, budget);
}

/** The same for all keys as one object, whose model is told so: see `wholeStore`. */
export function searchWhole(history: History, modelOf: ModelOf, budget: Budget): Verdict<HistoryWitness> {
  const all = Int32Array.from({ length: history.size }, (_, id) => id);
  const part = withoutUnread(takeJudged(history, all));
  const model = modelOf(history);
  return verdictOn(searchInTurns([part], model, budget), (answer) =>
    searchWitness(history, part, answer, model),
  );
}

interface ByKey {
  readonly history: History;
  readonly partition: Partition;
  /** What is searched; what is told speaks of `history`. */
  readonly grouped: History;
}

function byKey(history: History): ByKey {
  const partition = partitionByKey(history);
  return { history, partition, grouped: groupByKey(history, partition) };
}

function searchKeys(
  { history, partition, grouped }: ByKey,
  keys: readonly number[],
  modelOf: ModelOf,
  budget: Budget,
): Verdict<HistoryWitness> {
  const parts = keys.map((key) => withoutUnread(takeJudged(grouped, rowsOfKey(partition, key))));
  return verdictOn(searchInTurns(parts, modelOf(grouped), budget), (answer) => {
    const ids = idsOfKey(partition, must(keys[answer.part], 'broken key'));
    return searchWitness(history, withoutUnread(takeJudged(history, ids)), answer, modelOf(history));
  });
}

function verdictOn(
  answer: TurnsAnswer,
  witness: (answer: BrokenTurn) => HistoryWitness,
): Verdict<HistoryWitness> {
  if (answer.kind === 'holds') return holds;
  return answer.kind === 'undecided' ? undecided(answer.reason) : broken(witness(answer));
}

type BrokenTurn = Extract<TurnsAnswer, { kind: 'broken' }>;

/** Operations looked at while a witness is made smaller. */
const SHRINK_EFFORT = 1_000_000;

function searchWitness(history: History, part: SubHistory, answer: BrokenTurn, model: Model): HistoryWitness {
  const small = shrink(untilEvent(part, answer.furthest), model, SHRINK_EFFORT);
  const longest = Array.from(longestOrder(part, model), (id) => operationAt(history, id));
  return { ...witnessOf(history, 'no order of these operations explains their results', small.ids), longest };
}

const zoneReasons: Readonly<Record<Exclude<ZoneAnswer, 'holds' | 'foreign'>, string>> = {
  fabricated: 'a read returned a value that no write stored',
  early: 'a read returned before the write of its value was called',
  torn: 'each of two values was there before the other came and after it had gone',
  stale: 'a value was there, another one came in its place, and the first was there again',
};

function zoneWitness(
  history: History,
  answer: Exclude<ZoneAnswer, 'holds' | 'foreign'>,
  culprits: readonly number[],
  model: Model,
): HistoryWitness {
  const sub = takeJudged(history, Int32Array.from(culprits));
  const ids = shrink(sub, model, SHRINK_EFFORT).ids;
  const phantom = answer === 'fabricated' ? failedWriteOf(history, ids[0] ?? 0) : undefined;
  if (phantom === undefined) return witnessOf(history, zoneReasons[answer], ids);
  return witnessOf(
    history,
    'a read returned the value of a write that failed',
    [phantom, ...ids].sort((a, b) => a - b),
  );
}

function failedWriteOf(history: History, read: number): number | undefined {
  const { key, written, observed, outcome } = history;
  for (let id = 0; id < history.size; id++) {
    if (outcome[id] === outcomeCode.failed && key[id] === key[read] && written[id] === observed[read])
      return id;
  }
  return undefined;
}
