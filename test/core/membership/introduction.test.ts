import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { Introduction } from '../../../src/core/membership/introduction.ts';
import { LAN } from '../../../src/core/settings.ts';
import { openStream } from '../../../src/lib/chance.ts';

const contacts = [1, 2, 3].map(nodeId);

function attempts(count: number, seed = 1) {
  const introduction = new Introduction(contacts, LAN, openStream(seed, 'gossip'));
  return Array.from({ length: count }, () => introduction.next());
}

test('introducers are asked in turn for ever, whoever comes first', (t) => {
  const asked = attempts(30).map((attempt) => attempt?.introducer);
  for (let nth = 0; nth + 3 <= asked.length; nth += 1)
    t.is(new Set(asked.slice(nth, nth + 3)).size, 3, `${asked}`);
});

test('newcomers begin with different introducers', (t) => {
  const first = Array.from({ length: 40 }, (_, seed) => attempts(1, seed)[0]?.introducer);
  t.is(new Set(first).size, 3);
});

test('waits grow to twice the setting after the first turn, and differ between nodes', (t) => {
  const waits = attempts(30).map((attempt) => Number(attempt?.wait));
  const usual = Number(LAN.joinRetryTicks);
  t.deepEqual(waits.slice(0, 3), [usual, usual, usual]);
  t.true(waits.slice(3).every((wait) => wait >= usual && wait <= 2 * usual));
  t.notDeepEqual(
    waits,
    attempts(30, 2).map((attempt) => Number(attempt?.wait)),
  );
});

test('who knows nobody asks nobody', (t) => {
  t.is(new Introduction([], LAN, openStream(1, 'gossip')).next(), undefined);
});
