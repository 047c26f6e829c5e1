import test from 'ava';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { tick } from '../../../src/core/time.ts';
import { foldOf } from './fold-of.ts';

const LOST: LogEntry = { kind: 'lost', key: undefined };

test('what was told again is no longer lost', (t) => {
  t.is(foldOf([LOST, { kind: 'relearned', losses: 1 }]).lost.size, 0);
});

test('what rots after other losses were told again is lost, although it lies before that in the log', (t) => {
  t.is(foldOf([LOST, LOST, { kind: 'relearned', losses: 1 }]).lost.size, 1);
});

test('of two hints for one key the newer version stays, whichever is durable first', (t) => {
  const hint = (counter: number): LogEntry => ({
    kind: 'hint',
    owner: nodeId(2),
    record: {
      key: key('plum'),
      version: { counter, writer: nodeId(9), incarnation: 1 },
      value: `v${counter}`,
    },
    until: tick(9),
  });
  for (const order of [[hint(1), hint(2)] as const, [hint(2), hint(1)] as const])
    t.is(foldOf(order).hints.get(nodeId(2), key('plum'))?.record.value, 'v2');
});
