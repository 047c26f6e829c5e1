import test from 'ava';
import type { HistoryEvent } from '../../../src/check/history/event.ts';
import { idsOfKey, partitionByKey } from '../../../src/check/history/partition.ts';
import { takeJudged } from '../../../src/check/linearizable/sub-history.ts';
import { searchInTurns } from '../../../src/check/linearizable/turns.ts';
import type { Model } from '../../../src/check/model/model.ts';
import { IMPOSSIBLE } from '../../../src/check/model/model.ts';
import { historyOf } from '../small-history.ts';

test('a key whose search explodes does not hide that another one is broken', (t) => {
  // 24 writes at once under key x, in a model that never forgets their order: 24! orders. Then a read that never fits.
  const events: HistoryEvent[] = [];
  const writers = Array.from({ length: 24 }, (_, process) => process);
  for (const process of writers)
    events.push({ type: 'invoke', process, operation: 'write', key: 'x', value: process });
  for (const process of writers) events.push({ type: 'ok', process, operation: 'write' });
  for (const key of ['x', 'y']) {
    events.push({ type: 'invoke', process: 0, operation: 'read', key });
    events.push({ type: 'ok', process: 0, operation: 'read', key, value: 'never' });
  }
  const history = historyOf(events);
  const partition = partitionByKey(history);
  const parts = [0, 1].map((key) => takeJudged(history, idsOfKey(partition, key)));
  const model: Model = {
    initial: 0,
    forgets: false,
    holdsValues: false,
    step: (state, id) => (id < 24 ? (state * 31 + id + 1) % 1_000_003 : IMPOSSIBLE),
  };
  const budget = { steps: 200_000, words: 1 << 24 };
  const answer = searchInTurns(parts, model, budget);
  t.like(answer, { kind: 'broken', part: 1 });
  t.is(searchInTurns(parts.slice(0, 1), model, budget).kind, 'undecided');
});
