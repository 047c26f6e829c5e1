import test from 'ava';
import fc from 'fast-check';
import { ratio } from '../../../src/lib/ratio.ts';
import type { Installation, Sending } from './experiment.ts';
import { EVERY_LINK, fatesIn, HOSTS } from './experiment.ts';
import { traffic } from './traffic.ts';

const limit = (packetsPerTick: number, queue: number): Installation => ({
  fault: 0,
  of: { kind: 'bandwidth', links: EVERY_LINK, packetsPerTick, queue },
});

const burst = (at: number, count: number): readonly Sending[] =>
  Array.from({ length: count }, (_, label) => ({ at, from: 1, to: 2, label }));

test('a burst leaves at the rate of the link, and what finds the queue full is dropped', (t) => {
  const fates = fatesIn({ seed: 1, faults: [limit(2, 3)], sendings: burst(4, 7) });
  t.deepEqual(
    fates.map((fate) => ('at' in fate ? fate.at : fate.reason)),
    [5, 5, 6, 6, 7, 'queue-full', 'queue-full'],
  );
});

test('without a queue a link carries its rate and drops the rest', (t) => {
  const fates = fatesIn({ seed: 1, faults: [limit(3, 0)], sendings: burst(0, 5) });
  t.is(fates.filter((fate) => 'at' in fate).length, 3);
});

test('an idle link saves nothing up', (t) => {
  const fates = fatesIn({ seed: 1, faults: [limit(1, 9)], sendings: burst(100, 3) });
  t.deepEqual(
    fates.map((fate) => ('at' in fate ? fate.at : fate.reason)),
    [101, 102, 103],
  );
});

test('lost packets take no place in the queue, copies take one each', (t) => {
  const all = ratio(1, 1);
  const lossy: Installation = { fault: 1, of: { kind: 'loss', links: EVERY_LINK, ratio: all }, until: 1 };
  const twice: Installation = { fault: 2, of: { kind: 'duplicate', links: EVERY_LINK, ratio: all }, at: 1 };
  const sendings = [...burst(0, 5), { at: 1, from: 1, to: 2, label: 5 }, { at: 1, from: 1, to: 2, label: 6 }];
  const fates = fatesIn({ seed: 1, faults: [limit(1, 2), lossy, twice], sendings });
  t.deepEqual(
    fates.slice(5).map((fate) => ('at' in fate ? fate.at : fate.reason)),
    [2, 3, 4, 'queue-full'],
  );
});

test('a late packet keeps nobody waiting', (t) => {
  const reorder: Installation = {
    fault: 1,
    of: { kind: 'reorder', links: EVERY_LINK, ratio: ratio(1, 1), by: 1 },
    until: 1,
  };
  const sendings = [...burst(0, 1), { at: 1, from: 1, to: 2, label: 1 }, { at: 2, from: 1, to: 2, label: 2 }];
  const fates = fatesIn({ seed: 1, faults: [limit(1, 9), reorder], sendings });
  t.deepEqual(
    fates.map((fate) => ('at' in fate ? fate.at : fate.reason)),
    [2, 2, 3],
  );
});

test('no link carries more than its rate in any tick, and drops only what finds its queue full', (t) => {
  const rate = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(fc.nat(), traffic, rate, fc.nat(4), (seed, sendings, packetsPerTick, queue) => {
      const narrow = sendings.map((sending) => ({ ...sending, from: 1 + (sending.from % 2), to: 3 }));
      const fates = fatesIn({ seed, faults: [limit(packetsPerTick, queue)], sendings: narrow });
      for (let from = 1; from <= HOSTS; from += 1) {
        const departures: number[] = [];
        for (const { at, label } of narrow.filter((sending) => sending.from === from)) {
          const fate = fates.find((candidate) => candidate.label === label);
          const waiting = departures.filter((departure) => departure > at).length;
          const full = departures.filter((departure) => departure === at).length === packetsPerTick;
          if (fate === undefined || !('at' in fate))
            t.true(full && waiting === queue, 'dropped with room left');
          else departures.push(fate.at - 1);
          t.true(departures.filter((departure) => departure > at).length <= queue);
        }
        for (const at of departures)
          t.true(departures.filter((departure) => departure === at).length <= packetsPerTick);
      }
    }),
    { seed: 13, numRuns: 200 },
  );
});
