import test from 'ava';
import fc from 'fast-check';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LatencyShape, LinkFault } from '../../../src/scenario/link-fault.ts';
import type { Installation } from './experiment.ts';
import { EVERY_LINK, fatesIn, fatesOf, HOSTS } from './experiment.ts';
import { installations, memorylessFault, traffic } from './traffic.ts';
import type { Fate } from './wire.ts';

const NEW = 99;
const latency: LatencyShape = { kind: 'uniform', min: 1, max: 50 };
const world = fc.record({
  seed: fc.nat(),
  faults: installations,
  sendings: traffic,
  lossPercent: fc.constantFrom(0, 30),
});
const PARAMETERS = { seed: 11, numRuns: 100 };
const half = ratio(1, 2);

const inOrder = (fates: readonly Fate[]) => fates.map((fate) => JSON.stringify(fate)).sort();

function withFault(faults: readonly Installation[], of: LinkFault): readonly Installation[] {
  return [{ fault: NEW, of, at: 0 }, ...faults];
}

test('a fault on one link leaves the packets of all other links as they were', (t) => {
  fc.assert(
    fc.property(world, memorylessFault, (base, of) => {
      const narrow = 'links' in of ? { ...of, links: { from: [2], to: [3] } } : undefined;
      if (narrow === undefined) return;
      const before = fatesIn({ ...base, latency });
      const after = fatesIn({ ...base, latency, faults: withFault(base.faults, narrow) });
      for (const { from, to, label } of base.sendings)
        if (from !== 2 || to !== 3) t.deepEqual(fatesOf(label, after), fatesOf(label, before));
    }),
    PARAMETERS,
  );
});

test('one more loss takes packets away and changes nothing of the others', (t) => {
  fc.assert(
    fc.property(world, (base) => {
      const before = fatesIn({ ...base, latency });
      const faults = withFault(base.faults, { kind: 'loss', links: EVERY_LINK, ratio: half });
      const after = fatesIn({ ...base, latency, faults });
      for (const { label } of base.sendings) {
        const fates = fatesOf(label, after);
        if (fates.some((fate) => 'reason' in fate && fate.reason === 'loss')) t.is(fates.length, 1);
        else t.deepEqual(fates, fatesOf(label, before));
      }
    }),
    PARAMETERS,
  );
});

test('damage changes no time and no loss', (t) => {
  const undamaged = (fates: readonly Fate[]) =>
    fates.map((fate) => ('at' in fate ? { ...fate, corrupt: false } : fate));
  fc.assert(
    fc.property(world, (base) => {
      const faults = withFault(base.faults, { kind: 'corrupt', links: EVERY_LINK, ratio: half });
      t.deepEqual(undamaged(fatesIn({ ...base, latency, faults })), undamaged(fatesIn({ ...base, latency })));
    }),
    PARAMETERS,
  );
});

test('one more duplication adds copies and changes nothing of what was there', (t) => {
  fc.assert(
    fc.property(world, (base) => {
      const faults = withFault(base.faults, { kind: 'duplicate', links: EVERY_LINK, ratio: half });
      const rest = inOrder(fatesIn({ ...base, latency, faults }));
      for (const fate of inOrder(fatesIn({ ...base, latency }))) {
        const place = rest.indexOf(fate);
        t.true(place >= 0, `${fate} is still there`);
        rest.splice(place, 1);
      }
    }),
    PARAMETERS,
  );
});

test('a hold moves every packet by the time it waited and changes nothing else', (t) => {
  fc.assert(
    fc.property(fc.nat(), traffic, (seed, sendings) => {
      const reorder: LinkFault = { kind: 'reorder', links: EVERY_LINK, ratio: half, by: 20 };
      const hold: Installation = { fault: NEW, of: { kind: 'hold', links: EVERY_LINK }, until: 13 };
      const base = { seed, latency, sendings, lossPercent: 30 };
      const before = fatesIn({ ...base, faults: [{ fault: 0, of: reorder }] });
      const after = fatesIn({ ...base, faults: [{ fault: 0, of: reorder }, hold] });
      const moved = before.map((fate) =>
        'at' in fate ? { ...fate, at: fate.at + 13 - (sendings[fate.label]?.at ?? 0) } : fate,
      );
      t.deepEqual(after, moved);
    }),
    PARAMETERS,
  );
});

test('after a fault is removed everything is as if it had never been', (t) => {
  fc.assert(
    fc.property(world, memorylessFault, (base, of) => {
      const passing: Installation = { fault: NEW, of, at: 0, until: 6 };
      const before = fatesIn({ ...base, latency });
      const after = fatesIn({ ...base, latency, faults: [passing, ...base.faults] });
      for (const { at, label } of base.sendings)
        if (at >= 6) t.deepEqual(fatesOf(label, after), fatesOf(label, before));
    }),
    PARAMETERS,
  );
});

test('the order in which faults of different kinds were installed does not matter', (t) => {
  fc.assert(
    fc.property(world, (base) => {
      const kinds = new Set(base.faults.map(({ of }) => of.kind));
      // What a hold releases passes through the rules that are left then, and those depend on the order of removal.
      if (kinds.size < base.faults.length || kinds.has('hold')) return;
      t.deepEqual(
        fatesIn({ ...base, latency, faults: [...base.faults].reverse() }),
        fatesIn({ ...base, latency }),
      );
    }),
    PARAMETERS,
  );
});

test('one packet more changes nothing of the packets on other links, at other ticks, or before it', (t) => {
  const host = fc.integer({ min: 1, max: HOSTS });
  fc.assert(
    fc.property(world, fc.nat(12), host, host, (base, at, from, to) => {
      const later = base.sendings.findIndex((sending) => sending.at > at);
      const place = later === -1 ? base.sendings.length : later;
      const extra = { at, from, to, label: 1_000 };
      const sendings = [...base.sendings.slice(0, place), extra, ...base.sendings.slice(place)];
      const after = fatesIn({ ...base, latency, sendings });
      t.deepEqual(
        after.filter(({ label }) => label !== 1_000),
        fatesIn({ ...base, latency }),
      );
    }),
    PARAMETERS,
  );
});

test('two installations of one fault draw differently', (t) => {
  const of: LinkFault = { kind: 'loss', links: EVERY_LINK, ratio: half };
  const sendings = Array.from({ length: 64 }, (_, label) => ({ at: label, from: 1, to: 2, label }));
  const lost = (fault: number) => fatesIn({ seed: 1, faults: [{ fault, of }], sendings });
  t.deepEqual(lost(1), lost(1));
  t.notDeepEqual(lost(1), lost(2));
});
