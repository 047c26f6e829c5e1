import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { CLASSIC } from '../../../src/core/settings.ts';
import { tick } from '../../../src/core/time.ts';
import { timer } from '../../../src/core/timer.ts';
import { chiSquare } from '../../lib/chi-square.ts';
import { hashArrays } from '../freeze.ts';
import { LoneNode, leaderOf } from '../lone-node.ts';
import { kinds, sends } from '../recorded-effects.ts';
import { listOf, rowsOf } from './lists.ts';

const JOIN = timer('join');
const GOSSIP = timer('gossip');

test('an introducer starts the group by itself and asks nobody', (t) => {
  const introducer = new LoneNode(1, 1);
  t.deepEqual(introducer.start(), [
    { kind: 'note', note: { kind: 'group-started' } },
    { kind: 'set-timer', timer: GOSSIP, after: CLASSIC.gossipIntervalTicks },
  ]);
});

test('a node asks to join until it is let in, each time with a newer beat', (t) => {
  const node = new LoneNode(2, 1);
  const beats: number[] = [];
  let effects = node.start();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    t.deepEqual(kinds(effects), ['note', 'join', 'set-timer']);
    const [sent] = sends(effects);
    t.is(sent?.to, nodeId(1));
    if (sent?.message.kind === 'join') beats.push(sent.message.beat);
    t.is(effects.at(-1)?.kind, 'set-timer');
    node.now += 4 * CLASSIC.joinRetryTicks;
    effects = node.elapse(JOIN);
  }
  t.deepEqual(
    beats,
    beats.toSorted((a, b) => a - b),
  );
  t.is(new Set(beats).size, 3);
  const members = listOf([{ id: 1, incarnation: 1, beat: 9, sentAt: node.now }], node.now);
  node.now += 1;
  t.deepEqual(kinds(node.hear(1, { kind: 'joined', members })), ['note', 'set-timer', 'cancel-timer']);
  t.deepEqual([...node.node.members()], [1, 2]);
  t.deepEqual(node.elapse(JOIN), [], 'an old timer that fires late');
});

test('being let in twice starts one round of gossip, not two', (t) => {
  const node = new LoneNode(2, 1);
  node.start();
  node.now = 2;
  const members = listOf([{ id: 1, incarnation: 1, beat: 2, sentAt: 1 }], 1);
  node.hear(1, { kind: 'joined', members });
  t.deepEqual(node.hear(1, { kind: 'joined', members }), []);
});

test('who lets a node in tells it everybody, itself included', (t) => {
  const leader = leaderOf(4);
  leader.now += 1;
  const effects = leader.hear(5, { kind: 'join', incarnation: 1, beat: 3 });
  t.deepEqual(kinds(effects), ['note', 'joined']);
  const message = sends(effects)[0]?.message;
  const rows = message?.kind === 'joined' ? rowsOf(message.members) : [];
  t.deepEqual(
    rows.map(({ id }) => id),
    [1, 2, 3, 4, 5],
  );
});

for (const size of [1, 2, 3, 4, 5, 12]) {
  const told = Math.min(CLASSIC.gossipFanout, size - 1);
  test(`in a group of ${size} each round tells ${told} distinct peers, and all get their share`, (t) => {
    const leader = leaderOf(size);
    const rounds = 1_200;
    const hits = new Array<number>(size + 1).fill(0);
    const lists = Array.from({ length: size - 1 }, (_, i) => ({ id: i + 2, incarnation: 1 }));
    let uneven = 0;
    for (let round = 0; round < rounds; round += 1) {
      leader.now += 1;
      const rows = lists.map((who) => ({ ...who, beat: leader.now, sentAt: leader.now - 1 }));
      if (size > 1) leader.hear(2, { kind: 'gossip', members: listOf(rows, leader.now - 1) });
      const peers = sends(leader.elapse(GOSSIP)).map(({ to }) => to);
      if (peers.length !== told || new Set(peers).size !== told) uneven += 1;
      for (const peer of peers) hits[peer] = (hits[peer] ?? 0) + 1;
    }
    t.is(uneven, 0);
    t.is(hits[1], 0, 'never itself');
    if (told < size - 1) t.true(chiSquare(hits.slice(2)) < 40, `${hits.slice(2)}`);
  });
}

test('one round sends one and the same list to all, so its receivers may share it', (t) => {
  const leader = leaderOf(5);
  const messages = sends(leader.elapse(GOSSIP)).map(({ message }) => message);
  t.is(messages.length, 3);
  t.is(new Set(messages).size, 1);
});

test('a later round leaves the list of an earlier one as it was', (t) => {
  const leader = leaderOf(5);
  const first = sends(leader.elapse(GOSSIP))[0]?.message;
  const before = hashArrays(first);
  leader.now = tick(40);
  leader.elapse(GOSSIP);
  t.is(hashArrays(first), before);
});
