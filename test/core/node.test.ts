import test from 'ava';
import { nodeId } from '../../src/core/ids.ts';
import { PLAIN_SEAT } from '../../src/core/membership/seat.ts';
import type { Message } from '../../src/core/message.ts';
import { LAN } from '../../src/core/settings.ts';
import { timer } from '../../src/core/timer.ts';
import { freezeDeep, hashArrays } from './freeze.ts';
import { LoneNode, leaderOf } from './lone-node.ts';
import type { Effect } from './recorded-effects.ts';
import { kinds, sends } from './recorded-effects.ts';

/** A life in which a node meets others, coordinates, keeps copies, and loses a peer. */
function live(node: LoneNode): readonly Effect[] {
  const effects = [...node.start()];
  for (let id = 2; id <= 5; id += 1)
    effects.push(...node.hear(id, { kind: 'join', incarnation: 1, beat: 1 }));
  const key = node.keyWhere((replicas) => replicas.includes(nodeId(1)));
  effects.push(...node.ask(0, { kind: 'create', key, value: 'a' }), ...node.appended(0));
  for (node.now = 1; node.now < 40; node.now += 1) {
    effects.push(...node.hear(2, { kind: 'join', incarnation: 1, beat: node.now + 1 }));
    effects.push(...node.elapse(timer('gossip')), ...node.elapse(timer('stabilize')));
  }
  return effects;
}

test('the same inputs in the same order give the same effects', (t) => {
  t.deepEqual(live(new LoneNode(1, 1)), live(new LoneNode(1, 1)));
});

test('a node never sends to itself through the world', (t) => {
  const to = sends(live(new LoneNode(1, 1))).map((sent) => Number(sent.to));
  t.true(to.length > 50);
  t.false(to.includes(1));
});

test('what a node has sent it never writes into again', (t) => {
  const node = new LoneNode(1, 1);
  const early = [...sends(node.start()), ...sends(node.hear(2, { kind: 'join', incarnation: 1, beat: 1 }))];
  const messages: readonly Message[] = early.map(({ message }) => message);
  const before = messages.map(hashArrays);
  live(node);
  t.deepEqual(messages.map(hashArrays), before);
});

test('an operation whose replicas all are this node and the dead ends by its timer', (t) => {
  const node = leaderOf(3);
  const key = node.keyWhere(() => true);
  const asked = node.ask(9, { kind: 'read', key });
  t.deepEqual(
    kinds(asked)
      .filter((kind) => kind !== 'note')
      .sort(),
    ['fetch', 'fetch', 'set-timer'],
  );
  node.now += 30;
  const ended = node.elapse(timer('operation', 9));
  t.deepEqual(ended.at(-1), {
    kind: 'reply',
    request: 9,
    outcome: { kind: 'failed', reason: 'unavailable' },
  } as Effect);
  t.deepEqual(node.elapse(timer('operation', 9)), []);
});

test('freezing reaches every part of a message but the numbers in typed arrays, which are hashed', (t) => {
  const message = freezeDeep({ a: { b: [{ c: 1 }] }, words: Int32Array.of(1, 2) });
  t.true(Object.isFrozen(message.a.b[0]));
  const before = hashArrays(message);
  message.words[1] = 3;
  t.not(hashArrays(message), before);
});

test('a node that starts again knows the replicas of a key once it has heard of the lives of a quorum', (t) => {
  const members = [2, 3].map((id) => ({
    ...{ kind: 'member' as const, member: nodeId(id), present: true, seat: PLAIN_SEAT },
  }));
  const node = new LoneNode(1, 1, LAN, { entries: members, nextIndex: 2 });
  node.start();
  const key = node.keyWhere((replicas) => replicas.length === 3);
  t.false(node.node.knowsReplicasOf(key));
  node.hear(2, { kind: 'join', incarnation: 4, beat: 1 });
  t.true(node.node.knowsReplicasOf(key));
});
