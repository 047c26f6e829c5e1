import test from 'ava';
import { crash, restart, skewClock } from '../../src/dashboard/branches/host-deeds.ts';
import { cutOneWay, partition } from '../../src/dashboard/branches/link-deeds.ts';
import { delayPacket, deliverFirst, dropPacket } from '../../src/dashboard/branches/packet-deeds.ts';
import { partingOf } from '../../src/dashboard/branches/parting.ts';
import { codeOf } from '../../src/dashboard/log/codes.ts';
import { buildOrder } from '../../src/dashboard/simulator/build.ts';
import type { Change } from '../../src/dashboard/simulator/order.ts';
import { must } from '../../src/lib/assert.ts';
import { formatScenario } from '../../src/scenario/format/format.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import { filmed } from './filmed.ts';

const AT = 60;
const base = filmed('multifailure.conf');
const hosts = base.scenario.hosts.length;
const { log } = base.film;

/** The sending of a packet that arrives, in the tick before AT. */
const sent = log.kind.findLastIndex(
  (kind, at) => kind === codeOf('sent') && log.tick[at] === AT - 1 && (log.partner[at] ?? -1) >= 0,
);

const deeds = {
  crash: crash(AT, 3),
  'restart with a lost disk': restart(AT, 3, 'lost'),
  'a clock that is ahead': skewClock(AT, 2, 40),
  partition: partition(AT, [1, 2], hosts, AT + 50),
  'a one-way cut': cutOneWay(AT, 4, 5, undefined),
  'a lost message': must(dropPacket(log, hosts, sent), 'a packet'),
  'a late message': must(delayPacket(log, hosts, sent, 30), 'a packet'),
  'a message that arrives first': must(deliverFirst(log, hosts, sent), 'a packet'),
};

for (const [name, deed] of Object.entries(deeds)) {
  test(`${name} forks the run: the past stays as it was to the event, and the file of the branch runs alike`, (t) => {
    const branch = filmed('multifailure.conf', 1, deed.changes);
    const parts = must(partingOf(log, branch.film.log), 'a parting');
    t.true((log.tick[parts] ?? 0) >= AT - 1, `parts at tick ${log.tick[parts]}`);
    t.not(branch.film.outcome.digest, base.film.outcome.digest);
    const again = filmedText('branch.yaml', formatScenario(branch.scenario));
    t.is(again.film.outcome.digest, branch.film.outcome.digest);
  });
}

function filmedText(file: string, text: string): ReturnType<typeof filmed> {
  return filmed(file, undefined, [], text);
}

test('a message that is delivered first arrives before all others that its receiver was to get meanwhile', (t) => {
  const branch = filmed('multifailure.conf', 1, deeds['a message that arrives first'].changes).film.log;
  const isIt = (at: number) =>
    branch.kind[at] === codeOf('sent') &&
    branch.tick[at] === log.tick[sent] &&
    branch.node[at] === log.node[sent] &&
    branch.peer[at] === log.peer[sent];
  const [begun = -1, ...others] = [...branch.kind.keys()].filter(isIt);
  t.deepEqual(others, []);
  const arrival = must(branch.partner[begun], 'its arrival');
  const overtaking = [...branch.kind.keys()].filter(
    (at) =>
      branch.kind[at] === codeOf('received') &&
      branch.node[at] === branch.peer[begun] &&
      at < arrival &&
      (branch.partner[at] ?? -1) > begun,
  );
  t.deepEqual(overtaking, []);
  t.is(branch.tick[arrival], log.tick[log.partner[sent] ?? -1]);
});

test('changes that cannot be are refused in words, whatever they hold', (t) => {
  const hostile: readonly Change[] = [
    { at: 1, crash: 'n99' },
    { at: 1, crash: { toString: 'x' } },
    { at: -5, crash: 'n1' },
    { at: 1, __proto__: 'n1' },
    { at: 1, partition: [['n1'], ['n1']] },
    { at: 1, operation: { put: 'k', value: 'x'.repeat(10), by: '<script>' } },
  ];
  for (const change of hostile)
    t.throws(() => filmed('multifailure.conf', 1, [change]), { instanceOf: ScenarioError });
});

test('no change is no fork: the scenario is the testcase itself', (t) => {
  t.deepEqual(buildOrder({ file: 'a.conf', text: 'MAX_NNB: 10', seed: 3, changes: [] }).expectations, []);
});
