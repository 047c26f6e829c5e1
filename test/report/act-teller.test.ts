import test from 'ava';
import { ActTeller } from '../../src/report/terminal/act-teller.ts';
import { PLAIN } from '../../src/report/terminal/paint.ts';
import type { RareEvent } from '../../src/trace/event.ts';

/** Events as plain data: brands are of no interest here. */
type Plain = { readonly kind: string; readonly tick: number } & Readonly<Record<string, unknown>>;

function tell(events: readonly Plain[]): { readonly during: string[]; readonly all: string[] } {
  const teller = new ActTeller(
    { detailOf: ({ tick }) => (tick === 50 ? 'half of them' : undefined), hostOf: (node) => node },
    PLAIN,
  );
  const during = events.flatMap((event) => teller.hear(event as unknown as RareEvent));
  return { during, all: [...during, ...teller.end()] };
}

const asked = (tick: number, request: number, kind: string, key: string, value?: string): Plain => ({
  kind: 'requested',
  tick,
  node: 7,
  request,
  operation: value === undefined ? { kind, key } : { kind, key, value },
  expected: null,
});
const answered = (tick: number, request: number, outcome: object): Plain => ({
  kind: 'replied',
  tick,
  node: 7,
  request,
  outcome,
});
const ok = { kind: 'ok', value: 'v' };

test('nodes that start one tick after another share a line', (t) => {
  const starts = [0, 0, 1, 2].map((tick, i) => ({ kind: 'host-started', tick, node: i + 1 }));
  const later = { kind: 'host-started', tick: 9, node: 5 };
  t.deepEqual(tell([...starts, later]).all, ['  tick 0–2   start 4 nodes', '  tick 9     start node 5']);
});

test('nodes that crash together share a line with the reason', (t) => {
  const crashes = [4, 5, 6, 9].map((node) => ({ kind: 'host-crashed', tick: 50, node }));
  t.deepEqual(tell(crashes).all, ['  tick 50    crash nodes 4–6 and 9: half of them']);
});

test('a request is told with its answer, and what follows waits for it', (t) => {
  const told = tell([
    asked(10, 0, 'read', 'k'),
    { kind: 'host-crashed', tick: 11, node: 3 },
    answered(12, 0, ok),
    asked(13, 1, 'update', 'k', 'w'),
  ]);
  t.deepEqual(told.during, ['  tick 10    read k at node 7: ok, v (tick 12)', '  tick 11    crash node 3']);
  t.deepEqual(told.all.slice(2), ['  tick 13    update k = w at node 7: no answer']);
});

test('many requests share a line that names the ones that failed', (t) => {
  const requests = ['a', 'b', 'c', 'd'].map((key, i) => asked(5, i, 'delete', key));
  const answers = [0, 1, 2].map((request) => answered(6, request, ok));
  const failed = answered(7, 3, { kind: 'failed', reason: 'not-found' });
  t.deepEqual(tell([...requests, ...answers, failed]).all, [
    '  tick 5     delete 4 keys: 3 ok, 1 not: d failed (not-found)',
  ]);
});

test('loss and acts that cannot be played are told', (t) => {
  const loss = { kind: 'loss-changed', tick: 50, loss: { numerator: 1, denominator: 10 } };
  const calm = { kind: 'loss-changed', tick: 60, loss: { numerator: 0, denominator: 1 } };
  const skipped = { kind: 'act-skipped', tick: 70, act: 'fail nodes', reason: 'nobody is left' };
  t.deepEqual(tell([loss, calm, skipped]).during, [
    '  tick 50    lose 10% of all messages',
    '  tick 60    no message is lost any more',
    '  tick 70    skipped: fail nodes, because nobody is left',
  ]);
});

test('faults are told by node and detail, and what healing sets right that never was wrong is not', (t) => {
  const at = (tick: number, kind: string, more: object): Plain => ({ kind, tick, ...more });
  const told = tell([
    ...[1, 2, 3].map((node) => at(0, 'host-started', { node })),
    at(10, 'fault-installed', { fault: 4, name: 'loss' }),
    at(12, 'host-paused', { node: 1 }),
    at(12, 'host-paused', { node: 2 }),
    at(13, 'host-slowed', { node: 3, byTicks: 9 }),
    at(14, 'clock-changed', { node: 1, fault: 'freeze' }),
    at(15, 'disk-changed', { node: 1, fault: 'stall' }),
    at(16, 'fault-removed', { fault: 4 }),
    at(17, 'host-started', { node: 3 }),
    at(17, 'disk-damaged', { node: 3, torn: 1, rotten: 2 }),
    at(20, 'healed', {}),
    at(20, 'clock-changed', { node: 1, fault: 'sound' }),
    at(20, 'disk-changed', { node: 1, fault: 'sound' }),
    at(20, 'host-resumed', { node: 1 }),
    at(21, 'clock-changed', { node: 2, fault: 'sound' }),
  ]).all;
  t.deepEqual(
    told.map((line) => line.trim().replace(/^tick (\d+) +/, '$1 ')),
    [
      '0 start 3 nodes',
      '10 loss',
      '12 pause nodes 1 and 2',
      '13 slow node 3: every input waits 9 ticks',
      '14 clock of node 1: freeze',
      '15 disk of node 1: stall',
      '16 no more: fault 4',
      '17 restart node 3',
      '17 disk of node 3: 1 entry half written and 2 entries unreadable, found at the start',
      '20 heal: all faults end',
      '20 resume node 1',
      '21 clock of node 2: right again',
    ],
  );
});

test('requests of clients are left to others', (t) => {
  t.deepEqual(tell([{ ...asked(3, 1, 'read', 'k'), client: 1 }, answered(5, 1, ok)]).all, []);
});
