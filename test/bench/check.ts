import { formatHistoryEvent } from '../../src/check/history/event.ts';
import type { History } from '../../src/check/history/history.ts';
import { HistoryReader } from '../../src/check/history/read.ts';
import { checkLinearizable, searchLinearizable, searchWhole } from '../../src/check/linearizable/check.ts';
import { defaultBudget } from '../../src/check/linearizable/turns.ts';
import { keyOfStore } from '../../src/check/model/kv.ts';
import { register } from '../../src/check/model/register.ts';
import { wholeStore } from '../../src/check/model/whole-store.ts';
import { drawEvents, historyOfLoad } from './check-load.ts';
import { mediansInTurn } from './measure.ts';
import { plainlyLinearizable } from './plain-search.ts';

export interface CheckFigure {
  readonly name: string;
  readonly operations: number;
  readonly verdict: string;
  readonly medianMs: number;
  /** What it should stay below, on this machine at this hour. */
  readonly bar?: number;
}

/**
 * What a prototype of the same search took where the search of the papers, `plain-search.ts`, takes `PLAIN_MS` for
 * 100 000 operations on 100 keys. That is measured in turn with each of ours, and the bars grow and shrink with it.
 * Unit: milliseconds.
 */
const PROTOTYPE = { good: 171, bad: 26, whole: 259, oneKey: 190, manyKeys: 295 } as const;
const PLAIN_MS = 140;
const ROUNDS = 5;
const SLACK = 1.3;
const MOST_ZONES_MS = 300;

/** Times each check over a history made beforehand, beside the search of the papers. Prints nothing. */
export function benchCheck(): readonly CheckFigure[] {
  const store = { operations: 2_000, clients: 50, keys: 10, kind: 'store' } as const;
  const small = { operations: 337, clients: 10, keys: 10, kind: 'store' } as const;
  const one = { operations: 30_000, clients: 10, keys: 1, kind: 'register' } as const;
  const many = { operations: 1_000_000, clients: 50, keys: 1_000, kind: 'register' } as const;
  const search = (history: History) => searchLinearizable(history, keyOfStore, defaultBudget).kind;
  const searchRegister = (history: History) =>
    searchLinearizable(history, register(null), defaultBudget).kind;
  const whole = (history: History) => searchWhole(history, wholeStore(keyOfStore), defaultBudget).kind;
  const zones = (history: History) => checkLinearizable(history).kind;
  const manyKeys = historyOfLoad(many, 4);
  return [
    time('store, 50 clients, 10 keys, linearizable', historyOfLoad(store, 1), search, PROTOTYPE.good),
    time(
      'store, 50 clients, 10 keys, not linearizable',
      historyOfLoad({ ...store, staleAt: 1_000 }, 1),
      search,
      PROTOTYPE.bad,
    ),
    time('store, 10 clients, 10 keys, not partitioned', historyOfLoad(small, 2), whole, PROTOTYPE.whole),
    time('register, 1 key, search', historyOfLoad(one, 3), searchRegister, PROTOTYPE.oneKey),
    time('register, 1 key, zones', historyOfLoad(one, 3), zones),
    time('register, 1 000 keys, search', manyKeys, searchRegister, PROTOTYPE.manyKeys),
    time('register, 1 000 keys, zones', manyKeys, zones, MOST_ZONES_MS / SLACK),
    timeReading(many),
  ];
}

/** @param likeMs what it may take, but for the slack, on a machine where the search of the papers takes `PLAIN_MS` */
function time(
  name: string,
  history: History,
  check: (history: History) => string,
  likeMs?: number,
): CheckFigure {
  let verdict = '';
  const ours = (): void => {
    verdict = check(history);
  };
  const [medianMs = 0, plainMs = 0] = mediansInTurn(ROUNDS, [ours, searchAsInPapers]);
  const figure = { name, operations: history.size, verdict, medianMs };
  return likeMs === undefined ? figure : { ...figure, bar: (SLACK * likeMs * plainMs) / PLAIN_MS };
}

const PLAIN = historyOfLoad({ operations: 100_000, clients: 50, keys: 100, kind: 'register' }, 4);

function searchAsInPapers(): void {
  plainlyLinearizable(PLAIN, register(null)(PLAIN));
}

function timeReading(load: Parameters<typeof drawEvents>[0]): CheckFigure {
  const pieces: string[] = [];
  let piece: string[] = [];
  for (const event of drawEvents(load, 4)) {
    if (piece.push(`${formatHistoryEvent(event)}\n`) < 1_000) continue;
    pieces.push(piece.join(''));
    piece = [];
  }
  pieces.push(piece.join(''));
  let verdict = '';
  const [medianMs = 0] = mediansInTurn(ROUNDS, [
    () => {
      const reader = new HistoryReader();
      for (const text of pieces) reader.push(text);
      verdict = checkLinearizable(reader.finish()).kind;
    },
  ]);
  return { name: 'register, 1 000 keys, read and checked', operations: load.operations, verdict, medianMs };
}
