import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import { CLASSIC } from '../../../src/core/settings.ts';
import { timer } from '../../../src/core/timer.ts';
import type { WatchEvent } from '../../../src/core/watch/watch-event.ts';
import type { LoneNode } from '../lone-node.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { sends } from '../recorded-effects.ts';
import { recordAt } from '../replication/records.ts';

const WATCH = requestId(7);
const selection = { prefix: 'k' };
const told = (effects: readonly Effect[]): readonly WatchEvent[] =>
  effects.flatMap((effect) =>
    effect.kind === 'deliver' && effect.event.kind === 'changed' ? [effect.event] : [],
  );
/** Who is asked so, ascending. */
const asked = (effects: readonly Effect[], kind: Message['kind']): readonly number[] =>
  sends(effects)
    .flatMap(({ to, message }) => (message.kind === kind ? [Number(to)] : []))
    .sort((one, other) => one - other);

/** A node that watches at a key of which it is no replica itself. */
function watching(credit = 9): { readonly node: LoneNode; readonly of: ReturnType<typeof key> } {
  const node = leaderOf(4);
  const of = node.keyWhere((replicas) => !replicas.includes(nodeId(1)));
  node.watch({ watch: WATCH, selection, credit });
  return { node, of };
}

const named = (of: ReturnType<typeof key>, counter: number, after = 0): Message => ({
  ...{ kind: 'followed', watch: WATCH, incarnation: 1, after, upTo: after + 1 },
  changed: [{ key: of, version: recordAt(counter, 'v', of).version }],
});
const holding = (poll: number, of: ReturnType<typeof key>, counter: number): Message => ({
  ...{ kind: 'peeked', watch: WATCH, poll, nothing: [] },
  records: [recordAt(counter, `v${counter}`, of)],
});

test('every member is asked for changes, and again at each interval', (t) => {
  const node = leaderOf(4);
  t.deepEqual(asked(node.watch({ watch: WATCH, selection, credit: 1 }), 'follow'), [2, 3, 4]);
  t.deepEqual(asked(node.elapse(timer('operation', WATCH)), 'follow'), [2, 3, 4]);
  node.unwatch(WATCH);
  t.deepEqual(node.elapse(timer('operation', WATCH)), []);
});

test('a change is told when a quorum holds it in one version, and told once', (t) => {
  const { node, of } = watching();
  t.deepEqual(asked(node.hear(2, named(of, 5)), 'peek'), [2, 3, 4]);
  t.deepEqual(told(node.hear(2, holding(1, of, 5))), []);
  t.deepEqual(told(node.hear(3, holding(1, of, 4))), []);
  const { version } = recordAt(5, 'v5', of);
  t.deepEqual(told(node.hear(4, holding(1, of, 5))), [{ kind: 'changed', key: of, value: 'v5', version }]);
  t.deepEqual(asked(node.hear(3, named(of, 5)), 'peek'), []);
});

test('what no quorum holds is not told, and is asked for again at the next interval', (t) => {
  const { node, of } = watching();
  node.hear(2, named(of, 5));
  for (const [from, counter] of [
    [2, 5],
    [3, 4],
    [4, 3],
  ] as const)
    t.deepEqual(told(node.hear(from, holding(1, of, counter))), []);
  t.deepEqual(asked(node.elapse(timer('operation', WATCH)), 'peek'), [2, 3, 4]);
  t.deepEqual(told(node.hear(2, holding(1, of, 5))), [], 'an answer to the poll before');
});

test('without room nothing is asked of replicas; later the newest version is told, and those in between are not', (t) => {
  const { node, of } = watching(0);
  t.deepEqual(asked(node.hear(2, named(of, 5)), 'peek'), []);
  t.deepEqual(asked(node.hear(2, named(of, 6, 1)), 'peek'), []);
  t.deepEqual(asked(node.wantMore(WATCH, 1), 'peek'), [2, 3, 4]);
  node.hear(2, holding(1, of, 6));
  t.deepEqual(
    told(node.hear(3, holding(1, of, 6))).map((event) => event.kind === 'changed' && event.value),
    ['v6'],
  );
});

test('an answer to an earlier question names nothing', (t) => {
  const { node, of } = watching();
  node.hear(2, named(of, 5));
  t.deepEqual(asked(node.hear(2, named(key('kk'), 6)), 'follow'), []);
});

test('who was told of all that was named may begin there again', (t) => {
  const { node, of } = watching();
  node.hear(2, named(of, 5));
  node.hear(2, holding(1, of, 5));
  const reached = node
    .hear(3, holding(1, of, 5))
    .flatMap((effect) =>
      effect.kind === 'deliver' && effect.event.kind === 'reached' ? [effect.event] : [],
    );
  t.deepEqual(reached, [
    {
      kind: 'reached',
      position: [
        { member: nodeId(1), incarnation: 1, upTo: 0 },
        { member: nodeId(2), incarnation: 1, upTo: 1 },
      ],
    },
  ]);
  const again = leaderOf(4).watch({ watch: WATCH, selection, credit: 1, after: reached[0]?.position ?? [] });
  t.deepEqual(
    sends(again).flatMap(({ message }) => (message.kind === 'follow' ? [message.after] : [])),
    [1, 0, 0],
  );
});

test('a replica names what has become durable, to whoever waits and once', (t) => {
  const node = leaderOf(4);
  const follow = (after: number, incarnation = 1): Message => ({
    ...{ kind: 'follow', watch: WATCH, selection, incarnation, after, limit: 2 },
  });
  const answers = (effects: readonly Effect[]) =>
    sends(effects).flatMap(({ message }) =>
      message.kind === 'followed' ? [[message.upTo, ...message.changed.map((one) => one.key)]] : [],
    );
  t.deepEqual(answers(node.hear(2, follow(0, 0))), [[0]]);
  t.deepEqual(answers(node.hear(2, follow(0))), []);
  node.hear(3, { kind: 'store', request: undefined, records: [recordAt(5, 'v', key('k1'))] });
  node.hear(3, { kind: 'store', request: undefined, records: [recordAt(5, 'v', key('other'))] });
  t.deepEqual(answers(node.synced()), [[2, 'k1']]);
  node.hear(3, { kind: 'store', request: undefined, records: [recordAt(6, 'v', key('k1'))] });
  t.deepEqual(answers(node.synced()), []);
  t.deepEqual(answers(node.hear(2, follow(2))), [[3, 'k1']]);
  node.hear(2, follow(3));
  node.now += 4 * CLASSIC.watchIntervalTicks;
  node.hear(3, { kind: 'store', request: undefined, records: [recordAt(7, 'v', key('k1'))] });
  t.deepEqual(answers(node.synced()), [], 'who asks no more is forgotten');
});
