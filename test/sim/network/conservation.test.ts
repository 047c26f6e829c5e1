import test from 'ava';
import fc from 'fast-check';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LinkFault } from '../../../src/scenario/link-fault.ts';
import type { Installation } from './experiment.ts';
import { EVERY_LINK, fatesIn, fatesOf, HOSTS } from './experiment.ts';
import { installations, traffic } from './traffic.ts';

const PARAMETERS = { seed: 12, numRuns: 150 };
const host = fc.integer({ min: 1, max: HOSTS });

test('every packet that no hold keeps arrives or is dropped, and never both or twice without duplication', (t) => {
  fc.assert(
    fc.property(fc.nat(), installations, traffic, (seed, faults, sendings) => {
      const fates = fatesIn({ seed, faults, sendings, lossPercent: 10 });
      const copying = faults.filter(({ of }) => of.kind === 'duplicate').length;
      for (const { label } of sendings) {
        const count = fatesOf(label, fates).length;
        t.true(count >= 1 && count <= 1 << copying, `${count} fates`);
      }
      t.deepEqual(
        fates.filter(({ label }) => sendings[label] === undefined),
        [],
      );
    }),
    PARAMETERS,
  );
});

test('nothing arrives before the tick after it was sent, nor at or from another host', (t) => {
  fc.assert(
    fc.property(fc.nat(), installations, traffic, (seed, faults, sendings) => {
      for (const fate of fatesIn({ seed, faults, sendings })) {
        if (!('at' in fate)) continue;
        const sending = sendings[fate.label];
        t.true(sending !== undefined && fate.at > sending.at);
        t.like(fate, { from: sending?.from ?? 0, to: sending?.to ?? 0 });
      }
    }),
    PARAMETERS,
  );
});

test('two duplications of every packet make four of one', (t) => {
  const of: LinkFault = { kind: 'duplicate', links: EVERY_LINK, ratio: ratio(1, 1) };
  const faults: Installation[] = [
    { fault: 0, of },
    { fault: 1, of },
  ];
  const fates = fatesIn({
    seed: 9,
    latency: { kind: 'uniform', min: 1, max: 1_000_000 },
    faults,
    sendings: [{ at: 0, from: 1, to: 2, label: 0 }],
  });
  t.is(new Set(fates.map((fate) => JSON.stringify(fate))).size, 4);
});

test('holds keep every packet and release each link in order of sending', (t) => {
  const holds = fc.array(
    fc.record({
      from: fc.uniqueArray(host, { minLength: 1 }),
      at: fc.nat(5),
      lasting: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(fc.nat(), holds, traffic, (seed, drawn, sendings) => {
      const faults = drawn.map(
        ({ from, at, lasting }, fault): Installation => ({
          fault,
          of: { kind: 'hold', links: { from } },
          at,
          until: at + lasting,
        }),
      );
      const fates = fatesIn({ seed, faults, sendings });
      t.is(fates.length, sendings.length);
      for (let from = 1; from <= HOSTS; from += 1) {
        const labels = fates.flatMap((fate) => ('at' in fate && fate.from === from ? [fate.label] : []));
        t.deepEqual(
          labels,
          [...labels].sort((a, b) => a - b),
        );
      }
    }),
    PARAMETERS,
  );
});
