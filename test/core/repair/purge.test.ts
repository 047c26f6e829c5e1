import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { sliceOf } from '../../../src/core/repair/hash-tree.ts';
import { tick, ticks } from '../../../src/core/time.ts';
import { timer } from '../../../src/core/timer.ts';
import { RecordedEffects } from '../recorded-effects.ts';
import { Pair } from './pair.ts';

const LIFE = 400;
const SETTINGS = { hintLifeTicks: ticks(LIFE) };
const PLUM = key('plum');
/** Of the same slice as PLUM. */
const DATE = key('date');

function record(counter: number, value: string | null, of = PLUM): StoredRecord {
  return { key: of, version: { counter, writer: nodeId(9), incarnation: 1 }, value };
}

const put = (stored: StoredRecord): LogEntry => ({ kind: 'put', record: stored });
const TOMBSTONE = put(record(5, null));

/** Rounds by both, once before and once after tombstones have come of age. */
function live(pair: Pair): void {
  for (const pause of [1, LIFE + 1, 1, 1]) {
    pair.pass(pause);
    pair.round(1);
    pair.round(2);
  }
}

const holders = (pair: Pair, of = PLUM) =>
  [1, 2].filter((number) => pair.node(number).recordOf(of) !== undefined);

test('a tombstone is purged by all owners, when it is old and they have compared', (t) => {
  const pair = new Pair([[TOMBSTONE], [TOMBSTONE]], SETTINGS);
  pair.round(1);
  pair.round(2);
  pair.pass(LIFE - 1);
  pair.round(1);
  pair.round(2);
  t.deepEqual(holders(pair), [1, 2]);
  live(pair);
  t.deepEqual(holders(pair), []);
});

test('a tombstone is kept, however old, while another owner cannot be compared with', (t) => {
  const pair = new Pair([[TOMBSTONE], [put(record(4, 'old'))]], SETTINGS);
  pair.cut = true;
  live(pair);
  t.deepEqual(holders(pair), [1, 2]);
  pair.cut = false;
  live(pair);
  live(pair);
  t.deepEqual(holders(pair), []);
});

test('what comes after the purge is refused when it is older, and taken when it is newer', (t) => {
  const pair = new Pair([[TOMBSTONE], [TOMBSTONE]], SETTINGS);
  live(pair);
  const late = record(4, 'late');
  pair.hear(2, { kind: 'store', request: undefined, records: [late] });
  t.is(pair.node(2).recordOf(PLUM), undefined);
  const written = {
    kind: 'replicate',
    request: requestId(1),
    verb: 'put',
    record: late,
    replicas: [],
  } as const;
  const [judged] = pair.hear(2, written);
  t.like(judged, { kind: 'replicated', judgement: 'superseded', version: { counter: 5 } });
  t.deepEqual(pair.hear(2, { kind: 'store', request: requestId(1), records: [late] }), []);
  pair.hear(2, { kind: 'store', request: undefined, records: [record(6, 'newer')] });
  t.is(pair.node(2).recordOf(PLUM)?.value, 'newer');
});

test('another key of the slice that one owner lacks reaches it before the floor is raised', (t) => {
  const older = put(record(3, 'kept', DATE));
  t.is(sliceOf(DATE), sliceOf(PLUM));
  const pair = new Pair([[older, TOMBSTONE], [TOMBSTONE]], SETTINGS);
  live(pair);
  t.deepEqual(holders(pair), []);
  t.deepEqual(holders(pair, DATE), [1, 2]);
});

test('who lost records answers no read before it was compared, and lets go of what was purged elsewhere', (t) => {
  const floor = { kind: 'purge', slice: sliceOf(PLUM), floor: record(5, null).version, keys: [] } as const;
  const met: LogEntry[] = [1, 2].map((node) => ({ kind: 'met', node: nodeId(node) }));
  const pair = new Pair(
    [
      [...met, floor],
      [put(record(4, 'zombie')), { kind: 'lost', key: undefined }],
    ],
    SETTINGS,
  );
  const fetch = { kind: 'fetch', request: requestId(1), key: PLUM } as const;
  pair.relearn(2);
  t.deepEqual(pair.hear(2, fetch), []);
  pair.round(2);
  t.is(pair.node(2).recordOf(PLUM), undefined);
  pair.relearn(2);
  t.like(pair.hear(2, fetch)[0], { kind: 'fetched', record: undefined });
});

test('a floor is void once somebody came whom nobody knew', (t) => {
  const pair = new Pair([[TOMBSTONE], [TOMBSTONE]], { ...SETTINGS, replicas: 3 });
  live(pair);
  pair.admit(2, 3);
  pair.hear(2, { kind: 'store', request: undefined, records: [record(4, 'perhaps theirs')] });
  t.is(pair.node(2).recordOf(PLUM)?.value, 'perhaps theirs');
});

test('a value that has expired is ended by the first replica, and a later write is not', (t) => {
  const ends = { ...record(4, 'brief'), expires: tick(50) };
  const pair = new Pair([[put(ends)], [put(ends)]], SETTINGS);
  const [primary] = pair.node(1).replicasOf(PLUM);
  const other = 3 - Number(primary);
  pair.pass(100);
  pair.round(other);
  t.is(pair.node(other).recordOf(PLUM)?.value, 'brief');
  pair.hear(other, { kind: 'store', request: undefined, records: [record(5, 'later')] });
  pair.round(Number(primary));
  pair.round(other);
  for (const number of [1, 2]) t.is(pair.node(number).recordOf(PLUM)?.value, 'later');
});

test('a write that is not durable yet is not purged with the tombstone that it replaces', (t) => {
  const pair = new Pair([[TOMBSTONE], [TOMBSTONE]], SETTINGS);
  for (const pause of [1, LIFE + 1]) {
    pair.pass(pause);
    pair.round(1);
    pair.round(2);
  }
  const node = pair.node(1);
  const now = tick(10 + LIFE + 3);
  const effects = new RecordedEffects();
  const written = {
    kind: 'replicate',
    request: requestId(7),
    verb: 'put',
    record: record(1000, 'new'),
  } as const;
  const message = { ...written, replicas: [nodeId(1), nodeId(2)] };
  node.step({ kind: 'received', now, from: nodeId(2), message }, effects);
  node.step({ kind: 'elapsed', now, timer: timer('anti-entropy') }, effects);
  const indexes = effects.take().flatMap((effect) => (effect.kind === 'append' ? [effect.index] : []));
  node.step({ kind: 'appended', now, index: Math.max(...indexes) }, effects);
  t.is(node.recordOf(PLUM)?.value, 'new');
});

test('an atomic write at or below a floor is not acknowledged, for nothing is stored', (t) => {
  const pair = new Pair([[put(record(5000, null))], [put(record(5000, null))]], SETTINGS);
  live(pair);
  const written = {
    kind: 'replicate',
    request: requestId(7),
    verb: 'put',
    record: record(600, 'new'),
  } as const;
  const [judged] = pair.hear(1, { ...written, replicas: [nodeId(1), nodeId(2)], atomic: true });
  t.like(judged, { kind: 'replicated', judgement: 'superseded' });
});
