import test from 'ava';
import { nodeId } from '../../../../src/core/ids.ts';
import { suspicionTicks } from '../../../../src/core/membership/swim/suspicion-ticks.ts';
import { Suspicions } from '../../../../src/core/membership/swim/suspicions.ts';
import { LAN } from '../../../../src/core/settings.ts';
import { tick } from '../../../../src/core/time.ts';

/** Lifeguard's formula as it is printed. */
function printed(size: number, confirmations: number): number {
  const { probeIntervalTicks, suspicionMultiplier, suspicionMaxMultiplier, suspicionConfirmations } = LAN;
  const least = suspicionMultiplier * Math.max(1, Math.log10(size)) * probeIntervalTicks;
  const most = suspicionMaxMultiplier * least;
  const share = Math.log(confirmations + 1) / Math.log(suspicionConfirmations + 1);
  return Math.max(least, most - (most - least) * share);
}

test('the time to refute follows the formula of Lifeguard', (t) => {
  for (const size of [10, 100, 1_000])
    for (const confirmations of [0, 1, 2, 3, 9]) {
      const found = suspicionTicks(LAN, size, confirmations);
      t.true(Math.abs(found / printed(size, confirmations) - 1) < 0.01, `${size} ${confirmations} ${found}`);
    }
});

test('where nobody else could confirm a suspicion it has the least time', (t) => {
  t.is(suspicionTicks(LAN, 2, 0), 1_000);
  t.is(suspicionTicks(LAN, 3, 0), 6_000);
  t.is(suspicionTicks(LAN, 3, 1), 1_000);
});

test('only distinct accusers confirm, and no more of them than count', (t) => {
  const suspicions = new Suspicions(LAN);
  const member = nodeId(7);
  suspicions.begin(member, nodeId(1), 10, tick(100));
  const accused = [1, 2, 2, 3, 1, 4, 5, 6].map((accuser) => suspicions.confirm(member, nodeId(accuser)));
  t.deepEqual(accused, [false, true, false, true, false, true, false, false]);
  t.deepEqual(suspicions.accusersOf(member), [1, 2, 3, 4].map(nodeId));
});

test('a suspicion is over when its time is, later for each tick that this node slept, and never once it ended', (t) => {
  const suspicions = new Suspicions(LAN);
  const member = nodeId(7);
  suspicions.begin(member, nodeId(1), 10, tick(100));
  t.deepEqual(suspicions.over(tick(6_099)), []);
  t.deepEqual(suspicions.over(tick(6_100)), [member]);
  suspicions.excuse(500);
  t.deepEqual(suspicions.over(tick(6_599)), []);
  for (const accuser of [2, 3, 4]) suspicions.confirm(member, nodeId(accuser));
  t.deepEqual(suspicions.over(tick(1_600)), [member]);
  suspicions.end(member);
  t.deepEqual(suspicions.over(tick(99_999)), []);
});
