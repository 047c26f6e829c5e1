import test from 'ava';
import type { Message } from '../../../../src/core/message.ts';
import { LAN } from '../../../../src/core/settings.ts';
import { timer } from '../../../../src/core/timer.ts';
import { plainRecords } from '../../../../src/trace/member-records.ts';
import { LoneNode } from '../../lone-node.ts';
import type { Effect } from '../../recorded-effects.ts';
import { kinds, sends } from '../../recorded-effects.ts';
import { records } from './records.ts';

const ROUND = timer('gossip', 0);
const PATIENCE = timer('gossip', 1);
const SWIM = { ...LAN, detector: 'swim', rememberMembers: 0, cluster: 'blue' } as const;
const { probeIntervalTicks, probeTimeoutTicks } = SWIM;

const of = (message: Message): Message => ({ ...message, cluster: 'blue' }) as Message;

/** Node 1, which 2 … size have asked for everything, at the start of its first round. */
function leaderOf(size: number): LoneNode {
  const leader = new LoneNode(1, 1, SWIM);
  leader.start();
  for (let id = 2; id <= size; id += 1)
    leader.hear(id, of({ kind: 'exchange', records: records({ member: id, standing: 'alive' }) }));
  return leader;
}

/** Starts a round in time. @returns who is probed, under which number */
function probeOf(leader: LoneNode) {
  leader.now += probeIntervalTicks;
  return probeIn(leader.elapse(ROUND));
}

function probeIn(effects: readonly Effect[]) {
  const probe = sends(effects).find(({ message }) => message.kind === 'probe');
  const sequence = probe?.message.kind === 'probe' ? probe.message.sequence : -1;
  return { target: Number(probe?.to), sequence };
}

const suspicions = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.kind === 'note' && effect.note.kind === 'member-suspected' ? [Number(effect.note.member)] : [],
  );

test('who does not answer directly is probed by way of others, and suspected only when their time is over too', (t) => {
  const leader = leaderOf(6);
  const { target } = probeOf(leader);
  leader.now += probeTimeoutTicks;
  const asked = sends(leader.elapse(PATIENCE));
  t.is(asked.length, SWIM.indirectProbes);
  for (const { to, message } of asked) {
    t.not(Number(to), target);
    t.like(message, { kind: 'probe-for-me', target, cluster: 'blue' });
  }
  leader.now += probeIntervalTicks - probeTimeoutTicks;
  const effects = leader.elapse(ROUND);
  t.deepEqual(suspicions(effects), [target]);
  const told = sends(effects).find(({ to, message }) => Number(to) === target && message.kind === 'rumours');
  t.not(told, undefined, 'the suspected one is told first');
});

test('an answer in time, direct or by way of a helper, leaves nobody suspected', (t) => {
  for (const way of ['direct', 'helper']) {
    const leader = leaderOf(5);
    const { target, sequence } = probeOf(leader);
    const from = way === 'direct' ? target : target === 2 ? 3 : 2;
    leader.now += probeTimeoutTicks;
    if (way === 'helper') leader.elapse(PATIENCE);
    leader.hear(
      from,
      of({ kind: 'probed', sequence, records: records({ member: from, standing: 'alive' }) }),
    );
    leader.now += probeIntervalTicks - probeTimeoutTicks;
    t.deepEqual(suspicions(leader.elapse(ROUND)), [], way);
  }
});

test('a node that slept suspects nobody of whom it expected an answer', (t) => {
  const leader = leaderOf(5);
  probeOf(leader);
  leader.now += 10 * probeIntervalTicks;
  t.deepEqual(suspicions(leader.elapse(PATIENCE)), []);
  t.deepEqual(suspicions(leader.elapse(ROUND)), []);
});

test('who is said to be suspected or down contradicts with the next higher number', (t) => {
  const leader = leaderOf(3);
  for (const [refutation, standing] of [
    [0, 'suspected'],
    [3, 'down'],
  ] as const) {
    const told = records({ member: 2, standing: 'alive' }, { member: 1, standing, refutation, accuser: 3 });
    const [answer] = sends(leader.hear(2, of({ kind: 'probe', sequence: 8, records: told })));
    t.is(answer?.message.kind, 'probed');
    const own =
      answer !== undefined && 'records' in answer.message ? answer.message.records : new Int32Array(0);
    t.like(plainRecords(own as Int32Array)[0], { member: 1, standing: 'alive', refutation: refutation + 1 });
  }
});

test('a helper passes the answer on, or says that there is none', (t) => {
  const leader = leaderOf(4);
  const ask = of({
    ...{ kind: 'probe-for-me', sequence: 40, target: 3 as never },
    records: records({ member: 2, standing: 'alive' }),
  });
  const probe = probeIn(leader.hear(2, ask));
  t.is(probe.target, 3);
  const alive = records({ member: 3, standing: 'alive' });
  const passed = sends(leader.hear(3, of({ kind: 'probed', sequence: probe.sequence, records: alive })));
  t.like(passed[0], { to: 2 as never, message: { kind: 'probed', sequence: 40 } });
  const second = probeIn(leader.hear(2, ask));
  const silent = sends(leader.elapse(timer('gossip', 4 + second.sequence)));
  t.like(silent[0], { to: 2 as never, message: { kind: 'not-probed', sequence: 40 } });
});

test('who asks to be let into another cluster is refused, told so once for each attempt, and believed in nothing', (t) => {
  const leader = leaderOf(3);
  const alive = records({ member: 9, standing: 'alive' });
  const refused = sends(leader.hear(9, { kind: 'exchange', records: alive, cluster: 'green' }));
  t.deepEqual(
    refused.map(({ to, message }) => [Number(to), message]),
    [[9, { kind: 'refused', cluster: 'blue' }]],
  );
  t.deepEqual(leader.hear(9, { kind: 'rumours', records: alive, cluster: 'green' }), []);
  t.deepEqual([...leader.node.members()], [1, 2, 3]);
  const newcomer = new LoneNode(4, 1, SWIM);
  newcomer.start();
  t.deepEqual(kinds(newcomer.hear(1, { kind: 'refused', cluster: 'green' })), ['note']);
});
