import test from 'ava';
import fc from 'fast-check';
import { tick } from '../../../src/core/time.ts';
import { NEVER, ratio } from '../../../src/lib/ratio.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { Network } from '../../../src/sim/network/network.ts';
import { fatesIn, ONE_TICK, stream } from './experiment.ts';
import { traffic } from './traffic.ts';
import { labelled, Notebook } from './wire.ts';

test('with nothing wrong every packet arrives once, whole, and within the latency', (t) => {
  fc.assert(
    fc.property(fc.nat(), traffic, (seed, sendings) => {
      const fates = fatesIn({ seed, latency: { kind: 'uniform', min: 2, max: 9 }, faults: [], sendings });
      t.deepEqual(
        fates.map((fate) => fate.label),
        sendings.map(({ label }) => label),
      );
      for (const fate of fates) {
        const sending = sendings[fate.label];
        if (!('at' in fate) || sending === undefined) return false;
        t.like(fate, { from: sending.from, to: sending.to, corrupt: false });
        t.true(fate.at >= sending.at + 2 && fate.at <= sending.at + 9);
      }
      return true;
    }),
    { seed: 1 },
  );
});

test('the same seed gives the same fates, another seed others', (t) => {
  const fates = (seed: number) =>
    fatesIn({
      seed,
      latency: { kind: 'uniform', min: 1, max: 9 },
      faults: [],
      sendings: stream(50),
      lossPercent: 20,
    });
  t.deepEqual(fates(7), fates(7));
  t.notDeepEqual(fates(7), fates(8));
});

test('the fates of a seed are the same in every version', (t) => {
  const fates = fatesIn({
    seed: 42,
    latency: { kind: 'uniform', min: 1, max: 9 },
    faults: [],
    sendings: stream(12),
    lossPercent: 20,
  });
  t.deepEqual(
    fates.map((fate) => ('at' in fate ? fate.at : fate.reason)),
    [9, 8, 4, 'loss', 12, 13, 'loss', 13, 17, 'loss', 13, 12],
  );
});

test('the lossy window loses its share while it is open, and nothing after it closed', (t) => {
  const network = new Network(new Chance(3), ONE_TICK, 2);
  const notebook = new Notebook();
  network.setLoss(ratio(1, 10));
  for (let now = 0; now < 10_000; now += 1) network.carry(1, 2, tick(now), labelled(now), notebook);
  const lost = notebook.fates.filter((fate) => 'reason' in fate && fate.reason === 'loss').length;
  t.true(lost > 900 && lost < 1_100, `${lost} of 10000 lost`);
  network.setLoss(NEVER);
  for (let now = 10_000; now < 11_000; now += 1) network.carry(1, 2, tick(now), labelled(now), notebook);
  t.is(notebook.fates.filter((fate) => 'reason' in fate).length, lost);
});

test('a window that loses all lets nothing through', (t) => {
  const fates = fatesIn({ seed: 1, faults: [], sendings: stream(200), lossPercent: 100 });
  t.true(fates.every((fate) => 'reason' in fate && fate.reason === 'loss'));
  t.is(fates.length, 200);
});
