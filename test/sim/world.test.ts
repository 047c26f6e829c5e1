import test from 'ava';
import { key } from '../../src/core/ids.ts';
import { ratio } from '../../src/lib/ratio.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEvent } from '../../src/trace/event.ts';
import { auditedRecorder } from './audited-recorder.ts';
import type { Draft } from './plain-scenario.ts';
import { plainScenario } from './plain-scenario.ts';

function run(scenario: Scenario) {
  const { recorder, events } = auditedRecorder();
  return { world: simulate(scenario, recorder), events };
}

const crash = (at: number, ...numbers: readonly number[]): Draft => {
  return { kind: 'crash', at, hosts: { kind: 'numbers', numbers } };
};
const create = (at: number, request: number, of = key('k')): Draft => {
  return { kind: 'request', at, request, operation: { kind: 'create', key: of, value: 'v' }, expected: 'v' };
};
const skipped = (events: readonly TraceEvent[]) =>
  events.flatMap((event) => (event.kind === 'act-skipped' ? [`${event.act}: ${event.reason}`] : []));

test('a message sent in one tick arrives in the next', (t) => {
  const { events } = run(plainScenario(4, []));
  const arrived = events.filter((event) => event.kind === 'received');
  const open = new Map<unknown, number[]>();
  for (const event of events)
    if (event.kind === 'sent') open.set(event.message, [...(open.get(event.message) ?? []), event.tick + 1]);
  t.true(arrived.length > 500);
  for (const { message, tick } of arrived)
    if (!open.get(message)?.includes(tick)) t.fail(`arrived at ${tick}`);
});

test('a crashed host is deaf and mute: it sends, hears, judges and times nothing any more', (t) => {
  const { events, world } = run(plainScenario(5, [crash(50, 3)]));
  const after = events.slice(events.findIndex((event) => event.kind === 'host-crashed') + 1);
  const own = after.filter((event) => 'node' in event && event.node === 3 && event.kind !== 'dropped');
  t.deepEqual(own, []);
  const unheard = after.filter((event) => event.kind === 'dropped');
  t.true(unheard.length > 0);
  for (const event of unheard) t.like(event, { to: 3, reason: 'deaf' });
  t.deepEqual(
    world.live().map(({ number }) => number),
    [1, 2, 4, 5],
  );
});

test('a packet for the identity that a host has lost is not heard by its next one, also when that one slept', (t) => {
  const hosts = { kind: 'numbers', numbers: [3] } as const;
  const { events } = run(
    plainScenario(4, [
      { kind: 'restart', at: 50, hosts, disk: { kind: 'lost' } },
      { kind: 'pause', at: 50, hosts },
      { kind: 'resume', at: 60, hosts },
    ]),
  );
  const late = events.filter(({ kind, tick }) => kind === 'dropped' && tick === 60);
  t.true(late.length > 0);
  for (const event of late) t.like(event, { to: 3, reason: 'deaf' });
});

test('a host that has not started yet is deaf too', (t) => {
  const hosts = [1, 2].map((number) => ({
    number,
    startTick: number === 1 ? 20 : 0,
    introducer: number === 1,
  }));
  const { events, world } = run(plainScenario(2, [], { hosts }));
  const lost = events.filter((event) => event.kind === 'dropped').map(({ tick }) => Number(tick));
  t.is(lost[0], 1);
  const waits = lost.slice(1).map((at, nth) => at - (lost[nth] ?? 0));
  t.true(
    waits.length >= 2 && waits.every((wait) => wait >= 5),
    `join requests, more and more seldom: ${lost}`,
  );
  t.deepEqual([...(world.host(2).node?.members() ?? [])], [1, 2]);
});

test('survivors remove a crashed node after TREMOVE and within 25 ticks, all of them once', (t) => {
  const { events } = run(plainScenario(10, [crash(50, 4, 5)]));
  const removals = events.flatMap((event) =>
    event.kind === 'noted' && event.note.kind === 'member-removed'
      ? [{ ...event, member: event.note.member }]
      : [],
  );
  t.is(removals.length, 2 * 8);
  t.is(new Set(removals.map(({ node, member }) => `${node} ${member}`)).size, 16);
  for (const { tick } of removals) t.true(tick >= 70 && tick <= 75, `tick ${tick}`);
});

test('in a tick deliveries and steps come first, then the acts', (t) => {
  const { events } = run(plainScenario(4, [crash(50, 2)]));
  const at = events.filter((event) => event.tick === 50);
  t.is(at.at(-1)?.kind, 'host-crashed');
  t.true(at.length > 4);
});

test('loss counts from its tick to the next change', (t) => {
  const loss = (at: number, part: number): Draft => ({ kind: 'set-loss', at, loss: ratio(part, 2) });
  const { events } = run(plainScenario(4, [loss(20, 1), loss(40, 0)], { endTick: 60 }));
  const lost = events.filter((event) => event.kind === 'dropped').map(({ tick }) => Number(tick));
  t.true(lost.length > 50);
  t.true(
    lost.every((tick) => tick > 20 && tick <= 40),
    `${lost}`,
  );
});

const UNPLAYABLE: Readonly<Record<string, readonly [nodes: number, drafts: readonly Draft[], told: RegExp]>> =
  {
    'failing nodes that have failed': [3, [crash(50, 2), crash(60, 2)], /^fail nodes: all of them are down$/],
    'pausing nodes that have failed': [
      3,
      [crash(50, 2), { kind: 'pause', at: 60, hosts: { kind: 'numbers', numbers: [2] } }],
      /^pause nodes: all of them are down$/,
    ],
    'failing nobody': [1, [crash(50)], /^fail nodes: the group is too small: nobody to fail$/],
    'failing a third replica of two': [
      2,
      [{ kind: 'crash', at: 50, hosts: { kind: 'replicas', key: key('k'), ranks: [2] } }],
      /^fail TERTIARY of k: the key has only 2 replicas left$/,
    ],
    'failing a bystander where all are replicas': [
      3,
      [{ kind: 'crash', at: 50, hosts: { kind: 'bystander', key: key('k') } }],
      /^fail a node that is no replica of k: every live node/,
    ],
    'asking where nobody lives': [2, [crash(50, 1, 2), create(60, 0)], /^create: no live node/],
  };

for (const [what, [nodes, drafts, told]] of Object.entries(UNPLAYABLE)) {
  test(`${what} cannot be played, is told and does no harm`, (t) => {
    const { events } = run(plainScenario(nodes, drafts));
    const [only = '', ...more] = skipped(events);
    t.regex(only, told);
    t.deepEqual(more, []);
  });
}

test('replicas are failed at their places as a live node sees them', (t) => {
  const draft: Draft = { kind: 'crash', at: 50, hosts: { kind: 'replicas', key: key('k'), ranks: [2, 1] } };
  const calm = run(plainScenario(6, []));
  const [, second, third] = calm.world.host(1).node?.replicasOf(key('k')) ?? [];
  const { events } = run(plainScenario(6, [draft]));
  const failed = events.flatMap((event) => (event.kind === 'host-crashed' ? [event.node] : []));
  t.deepEqual(failed, [third, second]);
});

test('a bystander is the first idle live node that is no replica', (t) => {
  const draft: Draft = { kind: 'crash', at: 50, hosts: { kind: 'bystander', key: key('k') } };
  const { world, events } = run(plainScenario(6, [draft]));
  const replicas = run(plainScenario(6, [])).world.host(1).node?.replicasOf(key('k')) ?? [];
  const first = world.hosts.find(({ number }) => !replicas.some((id) => id === number));
  const failed = events.flatMap((event) => (event.kind === 'host-crashed' ? [Number(event.node)] : []));
  t.deepEqual(failed, [first?.number]);
});

test('every operation is answered once', (t) => {
  const keys = Array.from({ length: 20 }, (_, n) => key(`k${n}`));
  const { world, events } = run(plainScenario(6, [...keys.map((k, n) => create(40, n, k)), crash(42, 2, 3)]));
  const answered = events.flatMap((event) => (event.kind === 'replied' ? [Number(event.request)] : []));
  t.deepEqual(
    answered.toSorted((a, b) => a - b),
    keys.map((_, n) => n),
  );
  t.true(world.live().every(({ openRequests }) => openRequests === 0));
});
