import test from 'ava';
import fc from 'fast-check';
import type { NodeId, Tick } from '../../../src/core/ids.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import { LOSE } from '../../../src/sim/network/link-rule.ts';
import { Network } from '../../../src/sim/network/network.ts';
import { chiSquare } from '../../lib/chi-square.ts';

interface Sent {
  readonly from: number;
  readonly to: number;
  readonly tick: number;
}

const packets = fc.array(
  fc.record({ from: fc.integer({ min: 1, max: 4 }), to: fc.integer({ min: 1, max: 4 }), tick: fc.nat(5) }),
  { maxLength: 60 },
);

function lossy(seed = 1): Network {
  const network = new Network(seed, { min: 1, max: 9 });
  network.loss.set(ratio(1, 3));
  return network;
}

/** The fates on each link, in order of sending. */
function fates(network: Network, sent: readonly Sent[]): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const { from, to, tick } of sent.toSorted((a, b) => a.tick - b.tick)) {
    const link = `${from}>${to}`;
    const fate = network.judge(from as NodeId, to as NodeId, tick as Tick);
    found.set(link, [...(found.get(link) ?? []), fate]);
  }
  return found;
}

test('a packet on one link changes no fate on another', (t) => {
  fc.assert(
    fc.property(packets, packets, (some, more) => {
      const extra = more.map((packet) => ({ ...packet, from: packet.from + 4 }));
      const alone = fates(lossy(), some);
      const beside = fates(lossy(), [...extra, ...some]);
      for (const [link, expected] of alone) t.deepEqual(beside.get(link), expected);
    }),
    { seed: 1 },
  );
});

test('a fate depends on seed, link, tick and number only, not on what the network saw before', (t) => {
  fc.assert(
    fc.property(packets, packets, fc.nat(), (past, some, seed) => {
      const fresh = lossy(seed);
      const used = lossy(seed);
      fates(used, past);
      const later = some.map((packet) => ({ ...packet, tick: packet.tick + 100 }));
      t.deepEqual(fates(used, later), fates(fresh, later));
    }),
    { seed: 2 },
  );
});

const OTHERS: Readonly<Record<string, readonly [Network, readonly [number, number, number]]>> = {
  seed: [lossy(2), [1, 2, 0]],
  sender: [lossy(), [3, 2, 0]],
  receiver: [lossy(), [1, 3, 0]],
  direction: [lossy(), [2, 1, 0]],
  'stretch of time': [lossy(), [1, 2, 500]],
};

for (const [what, [network, [from, to, start]]] of Object.entries(OTHERS)) {
  test(`another ${what}, other fates`, (t) => {
    const span = (a: number, b: number, first: number): readonly Sent[] =>
      Array.from({ length: 100 }, (_, i) => ({ from: a, to: b, tick: first + i }));
    const here = [...fates(lossy(), span(1, 2, 0)).values()].flat();
    t.notDeepEqual([...fates(network, span(from, to, start)).values()].flat(), here);
  });
}

test('opening the lossy window changes who is lost, not how long the others take', (t) => {
  const [clear, hazy] = [new Network(1, { min: 1, max: 9 }), lossy()];
  let lost = 0;
  for (let tick = 0; tick < 3_000; tick += 1) {
    const [calm, rough] = [clear, hazy].map((network) =>
      network.judge(1 as NodeId, 2 as NodeId, tick as Tick),
    );
    if (rough === LOSE) lost += 1;
    else if (rough !== calm) t.fail(`tick ${tick}: ${rough} instead of ${calm}`);
  }
  t.true(lost > 900 && lost < 1_100, `${lost} of 3000 lost`);
});

test('latency is uniform over its range and never less than a tick', (t) => {
  const network = new Network(3, { min: 2, max: 6 });
  const hits = [0, 0, 0, 0, 0];
  for (let tick = 0; tick < 5_000; tick += 1) {
    const at = network.judge(1 as NodeId, 2 as NodeId, tick as Tick) - 2;
    hits[at] = (hits[at] ?? Number.NaN) + 1;
  }
  t.true(chiSquare(hits) < 20, `${hits}`);
  for (const range of [
    { min: 0, max: 1 },
    { min: 3, max: 2 },
  ])
    t.throws(() => new Network(1, range), { instanceOf: InvariantError });
});

test('certain loss loses all, none loses none', (t) => {
  for (const [part, expected] of [
    [0, 0],
    [1, 500],
  ] as const) {
    const network = new Network(1, { min: 1, max: 1 });
    network.loss.set(ratio(part, 1));
    let lost = 0;
    for (let tick = 0; tick < 500; tick += 1)
      if (network.judge(1 as NodeId, 2 as NodeId, tick as Tick) === LOSE) lost += 1;
    t.is(lost, expected);
  }
});
