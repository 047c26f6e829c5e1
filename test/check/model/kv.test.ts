import test from 'ava';
import { HistoryBuilder } from '../../../src/check/history/builder.ts';
import type { EventType } from '../../../src/check/history/event.ts';
import type { Json } from '../../../src/check/history/json.ts';
import type { Verb } from '../../../src/check/history/verb.ts';
import { checkLinearizable } from '../../../src/check/linearizable/check.ts';

/** Verb, what it was called with, how it ended, what it found. One after the other. */
type Row = readonly [verb: Verb, value: Json | undefined, end: Exclude<EventType, 'invoke'>, found?: Json];

const rows: readonly { claim: string; operations: readonly Row[]; kind: 'holds' | 'broken' }[] = [
  { claim: 'a key begins with nothing', operations: [['get', undefined, 'ok']], kind: 'holds' },
  { claim: 'nothing is not null', operations: [['get', undefined, 'ok', null]], kind: 'broken' },
  {
    claim: 'null can be put',
    operations: [
      ['put', null, 'ok'],
      ['get', undefined, 'ok', null],
    ],
    kind: 'holds',
  },
  {
    claim: 'create needs an absent key',
    operations: [
      ['put', 1, 'ok'],
      ['create', 2, 'ok'],
    ],
    kind: 'broken',
  },
  {
    claim: 'a failed create asserts nothing',
    operations: [
      ['create', 2, 'fail'],
      ['get', undefined, 'ok'],
    ],
    kind: 'holds',
  },
  {
    claim: 'a failed create did not happen',
    operations: [
      ['create', 2, 'fail'],
      ['get', undefined, 'ok', 2],
    ],
    kind: 'broken',
  },
  { claim: 'update needs a present key', operations: [['update', 1, 'ok']], kind: 'broken' },
  {
    claim: 'update replaces',
    operations: [
      ['create', 1, 'ok'],
      ['update', 2, 'ok'],
      ['get', undefined, 'ok', 2],
    ],
    kind: 'holds',
  },
  { claim: 'delete needs a present key', operations: [['delete', undefined, 'ok']], kind: 'broken' },
  {
    claim: 'delete leaves nothing',
    operations: [
      ['put', 1, 'ok'],
      ['delete', undefined, 'ok'],
      ['get', undefined, 'ok', 1],
    ],
    kind: 'broken',
  },
  {
    claim: 'after delete one may create',
    operations: [
      ['put', 1, 'ok'],
      ['delete', undefined, 'ok'],
      ['create', 1, 'ok'],
    ],
    kind: 'holds',
  },
  {
    claim: 'append grows text, from nothing too',
    operations: [
      ['append', 'a', 'ok'],
      ['append', 'b', 'ok'],
      ['get', undefined, 'ok', 'ab'],
    ],
    kind: 'holds',
  },
  {
    claim: 'append keeps order',
    operations: [
      ['append', 'a', 'ok'],
      ['append', 'b', 'ok'],
      ['get', undefined, 'ok', 'ba'],
    ],
    kind: 'broken',
  },
  {
    claim: 'append to a number is impossible',
    operations: [
      ['put', 1, 'ok'],
      ['append', 'b', 'ok'],
    ],
    kind: 'broken',
  },
  {
    claim: 'append is seen even after texts nobody saw',
    operations: [
      ['append', 'x', 'ok'],
      ['put', 'a', 'ok'],
      ['append', 'b', 'ok'],
      ['get', undefined, 'ok', 'ab'],
    ],
    kind: 'holds',
  },
  {
    claim: 'an unknown delete may explain an absent key',
    operations: [
      ['put', 1, 'ok'],
      ['delete', undefined, 'info'],
      ['get', undefined, 'ok'],
    ],
    kind: 'holds',
  },
  {
    claim: 'an unknown delete may come late',
    operations: [
      ['put', 1, 'ok'],
      ['delete', undefined, 'info'],
      ['get', undefined, 'ok', 1],
      ['get', undefined, 'ok'],
    ],
    kind: 'holds',
  },
  {
    claim: 'an unknown delete comes once',
    operations: [
      ['put', 1, 'ok'],
      ['delete', undefined, 'info'],
      ['get', undefined, 'ok'],
      ['get', undefined, 'ok', 1],
    ],
    kind: 'broken',
  },
];
for (const { claim, operations, kind } of rows) {
  test(`a key of a store: ${claim}`, (t) => {
    const builder = new HistoryBuilder();
    for (const [process, [operation, value, end, found]] of operations.entries()) {
      const key = 'k';
      builder.add({ type: 'invoke', process, operation, key, ...(value === undefined ? {} : { value }) });
      builder.add({ type: end, process, operation, key, ...(found === undefined ? {} : { value: found }) });
    }
    t.is(checkLinearizable(builder.build()).kind, kind);
  });
}
