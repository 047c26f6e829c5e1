import test from 'ava';
import type { HistoryEvent } from '../../src/check/history/event.ts';
import { operationAt } from '../../src/check/history/history.ts';
import type { HistoryFamily } from '../../src/explore/history-of.ts';
import { ClientHistory, familyOf } from '../../src/explore/history-of.ts';
import type { RareEvent } from '../../src/trace/event.ts';
import { at, op } from '../check/trace/told.ts';
import { asked, decided, gaveUp, replied, sloppy } from '../check/trace/told-operations.ts';
import { drill } from './drills.ts';

function translate(family: HistoryFamily, ...events: readonly RareEvent[]): readonly string[] {
  const history = new ClientHistory(family);
  return events.flatMap((event) => {
    const seen = history.add(event);
    return seen === undefined ? [] : [say(seen)];
  });
}

function say({ type, process, operation, value }: HistoryEvent): string {
  return [type, process, operation, ...(value === undefined ? [] : [JSON.stringify(value)])].join(' ');
}

test('puts and reads of registers are writes and reads of a client', (t) => {
  const events = [asked(0, 'put a', 1, 3), replied(0, 'ok a'), asked(1, 'read', 1, 3), replied(1, 'ok a')];
  t.deepEqual(translate('register', ...events), [
    'invoke 3 write "a"',
    'ok 3 write',
    'invoke 3 read',
    'ok 3 read "a"',
  ]);
});

test('of keys that come and go they are puts and gets', (t) => {
  const events = [asked(0, 'put a', 1, 3), replied(0, 'ok a'), asked(1, 'read', 1, 3), replied(1, 'ok a')];
  t.deepEqual(translate('kv', ...events), ['invoke 3 put "a"', 'ok 3 put', 'invoke 3 get', 'ok 3 get "a"']);
});

test('a read that found nothing is a read of null, or of no value where keys come and go', (t) => {
  const events = [asked(0, 'read', 1, 3), replied(0, 'failed not-found')];
  t.deepEqual(translate('register', ...events), ['invoke 3 read', 'ok 3 read null']);
  t.deepEqual(translate('kv', ...events), ['invoke 3 get', 'ok 3 get']);
});

test('a read that nobody could answer asserts nothing', (t) => {
  t.deepEqual(translate('kv', asked(0, 'read', 1, 3), replied(0, 'failed unavailable')), [
    'invoke 3 get',
    'fail 3 get',
  ]);
});

test('create, update and delete keep their names, and a definite failure is one', (t) => {
  const events = ['create a', 'update b', 'delete'].flatMap((text, i) => [
    asked(i, text, 1, 3),
    replied(i, i === 1 ? 'ok b' : 'failed exists'),
  ]);
  t.deepEqual(translate('kv', ...events), [
    ...['invoke 3 create "a"', 'fail 3 create', 'invoke 3 update "b"', 'ok 3 update', 'invoke 3 delete'],
    'fail 3 delete',
  ]);
});

test('a sloppy write that was acknowledged may have happened, and says why nobody knows', (t) => {
  const history = new ClientHistory('register');
  const events = [...sloppy(asked(0, 'put a', 1, 3)), replied(0, 'ok a'), asked(1, 'read', 1, 3)];
  const seen = events.map((event) => history.add(event));
  t.deepEqual(
    seen.map((event) => event && [say(event), event.sloppy]),
    [
      ['invoke 3 write "a"', undefined],
      ['info 3 write', true],
      ['invoke 3b read', undefined],
    ],
  );
});

test('who does not learn the outcome goes on under another name', (t) => {
  const events = [
    ...[asked(0, 'put a', 1, 3), replied(0, 'unknown timeout'), asked(1, 'put b', 1, 3), gaveUp(1, 3)],
    ...[asked(2, 'read', 1, 3), replied(2, 'ok b')],
  ];
  t.deepEqual(translate('register', ...events), [
    ...['invoke 3 write "a"', 'info 3 write', 'invoke 3b write "b"', 'info 3b write'],
    ...['invoke 3c read', 'ok 3c read "b"'],
  ]);
});

test('names go on after z', (t) => {
  const events = Array.from({ length: 27 }, (_, i) => [asked(i, 'put a', 1, 3), gaveUp(i, 3)]).flat();
  const names = translate('register', ...events).map((line) => line.split(' ')[1]);
  t.deepEqual([names[50], names[52]], ['3z', '3aa']);
});

test('an answer after its client gave up is none, and neither is a second one', (t) => {
  const late = [asked(0, 'put a', 1, 3), gaveUp(0, 3), replied(0, 'ok a')];
  t.deepEqual(translate('register', ...late), ['invoke 3 write "a"', 'info 3 write']);
  const twice = [asked(0, 'put a', 1, 3), replied(0, 'ok a'), replied(0, 'ok a'), replied(7, 'ok a')];
  t.deepEqual(translate('register', ...twice), ['invoke 3 write "a"', 'ok 3 write']);
});

test('requests of the scenario itself are processes of their own', (t) => {
  const events = [asked(0, 'put a'), asked(1, 'read'), replied(1, 'ok a'), replied(0, 'ok a')];
  t.deepEqual(translate('kv', ...events), [
    'invoke r0 put "a"',
    'invoke r1 get',
    'ok r1 get "a"',
    'ok r0 put',
  ]);
});

test('the history numbers its events as clients saw them, and leads back to the events of the run', (t) => {
  const clients = new ClientHistory('register');
  const run = [
    ...at(5, asked(0, 'put a', 1, 3)),
    ...at(6, decided(0, 'put a', '5@n1')),
    ...at(7, replied(0, 'ok a'), asked(1, 'read', 1, 3)),
    ...at(9, replied(1, 'ok a')),
  ];
  for (const event of run) clients.add(event);
  const history = clients.history();
  t.is(history.size, 2);
  t.deepEqual(clients.sourcesOf([operationAt(history, 1)]), [run[3], run[4]]);
  t.deepEqual(clients.sourcesOf([operationAt(history, 1), operationAt(history, 0)]), [
    run[0],
    run[2],
    run[3],
    run[4],
  ]);
});

test('sessions join the lives of a client, and of nobody else', (t) => {
  const clients = new ClientHistory('register');
  const run = [
    asked(0, 'put a', 1, 3),
    gaveUp(0, 3),
    asked(1, 'read', 1, 3),
    asked(2, 'read', 1, 33),
    asked(3, 'read'),
  ];
  for (const event of run) clients.add(event);
  const names = (of: ReturnType<typeof clients.history>) =>
    Array.from(of.process, (row) => of.processes[row]);
  t.deepEqual(names(clients.history()), [3, '3b', 33, 'r3']);
  t.deepEqual(names(clients.sessions()), [3, 3, 33, 'r3']);
});

test('registers are what only reads and puts touch', (t) => {
  t.is(familyOf(drill()), 'register');
  t.is(familyOf(drill({ workload: { kind: 'churn' } })), 'kv');
  t.is(familyOf({ ...drill(), workload: undefined }), 'kv');
  const create = { kind: 'request', at: 5, request: 0, operation: op('create a'), expected: 'a' } as const;
  t.is(familyOf(drill({ deeds: [create] })), 'kv');
  t.is(familyOf(drill({ deeds: [{ ...create, operation: op('put a') }] })), 'register');
});
