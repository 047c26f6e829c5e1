import { formatHistoryEvent } from '../../src/check/history/event.ts';
import type { History } from '../../src/check/history/history.ts';
import { HistoryReader } from '../../src/check/history/read.ts';
import { checkLinearizable, searchLinearizable, searchWhole } from '../../src/check/linearizable/check.ts';
import { defaultBudget } from '../../src/check/linearizable/turns.ts';
import { keyOfStore } from '../../src/check/model/kv.ts';
import { register } from '../../src/check/model/register.ts';
import { wholeStore } from '../../src/check/model/whole-store.ts';
import { drawEvents, historyOfLoad } from './check-load.ts';

export interface CheckFigure {
  readonly name: string;
  readonly operations: number;
  readonly verdict: string;
  readonly medianMs: number;
}

/** Times each check five times, after once, over a history made beforehand. Prints nothing. */
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
    time('store, 50 clients, 10 keys, linearizable', historyOfLoad(store, 1), search),
    time(
      'store, 50 clients, 10 keys, not linearizable',
      historyOfLoad({ ...store, staleAt: 1_000 }, 1),
      search,
    ),
    time('store, 10 clients, 10 keys, not partitioned', historyOfLoad(small, 2), whole),
    time('register, 1 key, search', historyOfLoad(one, 3), searchRegister),
    time('register, 1 key, zones', historyOfLoad(one, 3), zones),
    time('register, 1 000 keys, search', manyKeys, searchRegister),
    time('register, 1 000 keys, zones', manyKeys, zones),
    timeReading(many),
  ];
}

function time(name: string, history: History, check: (history: History) => string): CheckFigure {
  let verdict = '';
  const medianMs = median(() => {
    verdict = check(history);
  });
  return { name, operations: history.size, verdict, medianMs };
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
  const medianMs = median(() => {
    const reader = new HistoryReader();
    for (const text of pieces) reader.push(text);
    verdict = checkLinearizable(reader.finish()).kind;
  });
  return { name: 'register, 1 000 keys, read and checked', operations: load.operations, verdict, medianMs };
}

function median(run: () => void): number {
  run();
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[2] ?? 0;
}
