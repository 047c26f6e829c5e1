import test from 'ava';
import fc from 'fast-check';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import { bytesOf, HintShelf } from '../../../src/core/repair/hint-shelf.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick, ticks } from '../../../src/core/time.ts';
import { timer } from '../../../src/core/timer.ts';
import type { LoneNode } from '../lone-node.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { kinds, sends } from '../recorded-effects.ts';

const OWNER = nodeId(2);
const EVERYTHING = 1000;

function keeper(change: Partial<Settings> = {}): LoneNode {
  const node = leaderOf(4, { ...DRILL, ...change });
  node.appended(EVERYTHING);
  return node;
}

function hint(name: string, request?: number): Message {
  const record = {
    key: key(name),
    value: 'v',
    version: { counter: 5, writer: nodeId(3), incarnation: 1 },
  };
  return {
    kind: 'hint',
    request: request === undefined ? undefined : requestId(request),
    owner: OWNER,
    record,
  };
}

function shelve(node: LoneNode, count: number): void {
  for (let n = 0; n < count; n += 1) node.hear(3, hint(`k${n}`));
  node.appended(EVERYTHING);
}

/** The keys handed over to the owner in one turn. */
function handedOver(effects: readonly Effect[]): readonly string[] {
  return sends(effects).flatMap(({ to, message }) =>
    to === OWNER && message.kind === 'store' ? message.records.map((record) => record.key) : [],
  );
}

function turn(node: LoneNode): readonly string[] {
  node.now += 1;
  return handedOver(node.elapse(timer('hand-off')));
}

function hold(node: LoneNode, names: readonly string[]): void {
  const version = { counter: 5, writer: nodeId(3), incarnation: 1 };
  const held = names.map((name) => ({ key: key(name), version }));
  node.hear(OWNER, { kind: 'offered', held, wanted: [] });
  node.appended(EVERYTHING);
}

test('a hint is answered only where its write is sloppy, and not before it is durable', (t) => {
  const node = keeper();
  t.deepEqual(sends(node.hear(3, hint('a', 7))), []);
  t.deepEqual(
    sends(node.appended(EVERYTHING)).map(({ message }) => message),
    [{ kind: 'hinted', request: requestId(7), owner: OWNER }],
  );
  node.hear(3, hint('b'));
  t.deepEqual(sends(node.appended(EVERYTHING)), []);
});

test('batches double while they are settled, and are halved when they are not', (t) => {
  const node = keeper();
  shelve(node, 30);
  const sizes: number[] = [];
  for (const settled of [true, true, true, false, false, true, true]) {
    const names = turn(node);
    sizes.push(names.length);
    if (settled) hold(node, names);
  }
  t.deepEqual(sizes, [1, 2, 4, 8, 4, 2, 4]);
});

test('what was settled is not handed over again, and an empty shelf asks for no timer', (t) => {
  const node = keeper();
  shelve(node, 2);
  const first = turn(node);
  hold(node, first);
  const second = turn(node);
  t.is(new Set([...first, ...second]).size, 2);
  hold(node, second);
  t.deepEqual(kinds(node.elapse(timer('hand-off'))), []);
});

test('a full shelf drops a hint and tells it; nothing else happens', (t) => {
  const node = keeper({ hintBytes: 5 });
  t.true(kinds(node.hear(3, hint('a1'))).includes('append'));
  const effects = node.hear(3, hint('b22', 9));
  t.deepEqual(effects, [
    { kind: 'note', note: { kind: 'hint-dropped', owner: OWNER, key: key('b22'), reason: 'full' } },
  ]);
});

test('a hint that is too old is forgotten and told', (t) => {
  const node = keeper({ hintLifeTicks: ticks(100) });
  shelve(node, 1);
  node.now += 100;
  const notes = node
    .elapse(timer('hand-off'))
    .flatMap((effect) => (effect.kind === 'note' ? [effect.note] : []));
  t.deepEqual(notes, [{ kind: 'hint-dropped', owner: OWNER, key: key('k0'), reason: 'expired' }]);
  node.appended(EVERYTHING);
  t.deepEqual(turn(node), []);
});

test('the shelf knows how many hints it has and how large they are', (t) => {
  const step = fc.record({
    owner: fc.integer({ min: 1, max: 3 }),
    name: fc.constantFrom('a', 'é', '𝄞', 'long'),
    counter: fc.integer({ min: 1, max: 9 }),
    value: fc.option(fc.constantFrom('', 'x', '𝄞é')),
    put: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const shelf = new HintShelf();
      for (const { owner, name, counter, value, put } of steps) {
        const version = { counter, writer: nodeId(1), incarnation: 1 };
        const record = { key: key(name), version, value };
        if (put) shelf.put({ owner: nodeId(owner), record, until: tick(9) });
        else shelf.remove(nodeId(owner), record.key, version);
      }
      const hints = [...shelf];
      t.is(shelf.size, hints.length);
      t.is(
        shelf.bytes,
        hints.reduce((sum, { record }) => sum + bytesOf(record), 0),
      );
      t.is(new Set(hints.map(({ owner, record }) => `${owner} ${record.key}`)).size, hints.length);
    }),
    { seed: 43, numRuns: 200 },
  );
});

test('the size of a record is that of its key and value in UTF-8', (t) => {
  const version = { counter: 1, writer: nodeId(1), incarnation: 1 };
  const sizes = ['', 'a', 'é', '€', '𝄞', 'a€𝄞'].map((value) => bytesOf({ key: key('k'), version, value }));
  t.deepEqual(sizes, [1, 2, 3, 4, 5, 9]);
  t.is(bytesOf({ key: key('k'), version, value: null }), 1);
});
