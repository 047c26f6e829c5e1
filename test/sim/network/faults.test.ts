import test from 'ava';
import { tick } from '../../../src/core/time.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LinkFault } from '../../../src/scenario/link-fault.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { Network } from '../../../src/sim/network/network.ts';
import type { Sending } from './experiment.ts';
import { EVERY_LINK, fatesIn, fatesOf, HOSTS, ONE_TICK, stream } from './experiment.ts';
import type { Fate } from './wire.ts';
import { labelled, Notebook } from './wire.ts';

const HALF = ratio(1, 2);
const ALWAYS = ratio(1, 1);
const onlyFault = (of: LinkFault, until?: number) => [
  { fault: 0, of, ...(until === undefined ? {} : { until }) },
];
const reasons = (fates: readonly Fate[]) => fates.map((fate) => ('reason' in fate ? fate.reason : 'arrived'));
const arrivals = (fates: readonly Fate[]) => fates.flatMap((fate) => ('at' in fate ? [fate.at] : []));

/** One packet on each link between different hosts, all in tick 0; the label is from · 10 + to. */
const ALL_LINKS: readonly Sending[] = Array.from({ length: HOSTS * HOSTS }, (_, n) => {
  const from = Math.floor(n / HOSTS) + 1;
  const to = (n % HOSTS) + 1;
  return { at: 0, from, to, label: from * 10 + to };
}).filter(({ from, to }) => from !== to);

function cut(of: LinkFault): readonly number[] {
  const fates = fatesIn({ seed: 1, faults: onlyFault(of), sendings: ALL_LINKS });
  return fates.filter((fate) => 'reason' in fate && fate.reason === 'partition').map(({ label }) => label);
}

test('a partition cuts links between groups both ways, and none within a group or of hosts in no group', (t) => {
  t.deepEqual(cut({ kind: 'partition', groups: [[1, 3], [4]], oneWay: false }), [14, 34, 41, 43]);
});

test('a one-way partition cuts only the links from earlier groups to later ones', (t) => {
  t.deepEqual(cut({ kind: 'partition', groups: [[4], [1, 3], [5]], oneWay: true }), [15, 35, 41, 43, 45]);
});

test('a partition of one group or of none cuts nothing', (t) => {
  t.deepEqual(cut({ kind: 'partition', groups: [[1, 2, 3]], oneWay: false }), []);
  t.deepEqual(cut({ kind: 'partition', groups: [], oneWay: false }), []);
});

test('a fault touches the links it names and no other', (t) => {
  const lost = (links: LinkFault & { readonly kind: 'loss' }) =>
    fatesIn({ seed: 1, faults: onlyFault(links), sendings: ALL_LINKS })
      .filter((fate) => 'reason' in fate)
      .map(({ label }) => label);
  t.deepEqual(lost({ kind: 'loss', links: { from: [2], to: [1, 5] }, ratio: ALWAYS }), [21, 25]);
  t.deepEqual(lost({ kind: 'loss', links: { to: [3] }, ratio: ALWAYS }), [13, 23, 43, 53]);
  t.deepEqual(lost({ kind: 'loss', links: { from: [] }, ratio: ALWAYS }), []);
  t.is(lost({ kind: 'loss', links: EVERY_LINK, ratio: ALWAYS }).length, ALL_LINKS.length);
});

test('a loss fault loses its share, a corrupt one damages its share, and damage arrives', (t) => {
  const lossy = fatesIn({
    seed: 5,
    faults: onlyFault({ kind: 'loss', links: EVERY_LINK, ratio: HALF }),
    sendings: stream(2_000),
  });
  const lost = reasons(lossy).filter((reason) => reason === 'loss').length;
  t.true(lost > 900 && lost < 1_100, `${lost} of 2000 lost`);
  const noisy = fatesIn({
    seed: 5,
    faults: onlyFault({ kind: 'corrupt', links: EVERY_LINK, ratio: HALF }),
    sendings: stream(2_000),
  });
  t.is(arrivals(noisy).length, 2_000);
  const damaged = noisy.filter((fate) => 'at' in fate && fate.corrupt).length;
  t.true(damaged > 900 && damaged < 1_100, `${damaged} of 2000 damaged`);
});

test('a duplicated packet arrives twice, each copy with a latency of its own', (t) => {
  const fates = fatesIn({
    seed: 2,
    latency: { kind: 'uniform', min: 1, max: 100 },
    faults: onlyFault({ kind: 'duplicate', links: EVERY_LINK, ratio: ALWAYS }),
    sendings: stream(50),
  });
  const pairs = Array.from({ length: 50 }, (_, label) => arrivals(fatesOf(label, fates)));
  t.true(pairs.every((pair) => pair.length === 2));
  t.true(pairs.filter(([one, other]) => one !== other).length > 40);
});

test('a copy of a damaged packet is damaged', (t) => {
  const faults = [
    { fault: 0, of: { kind: 'corrupt', links: EVERY_LINK, ratio: HALF } as const },
    { fault: 1, of: { kind: 'duplicate', links: EVERY_LINK, ratio: ALWAYS } as const },
  ];
  const fates = fatesIn({ seed: 2, faults, sendings: stream(40) });
  for (let label = 0; label < 40; label += 1) {
    const [one, other] = fatesOf(label, fates);
    t.true(one !== undefined && 'at' in one && other !== undefined && 'at' in other);
    t.deepEqual(one, other);
  }
});

test('a reordered packet is 1 … by ticks late, so that later ones overtake it', (t) => {
  const fates = fatesIn({
    seed: 4,
    faults: onlyFault({ kind: 'reorder', links: EVERY_LINK, ratio: HALF, by: 3 }),
    sendings: stream(400),
  });
  const late = arrivals(fates).map((at, label) => at - label - 1);
  t.deepEqual([...new Set(late)].sort(), [0, 1, 2, 3]);
  const punctual = late.filter((ticks) => ticks === 0).length;
  t.true(punctual > 150 && punctual < 250, `${punctual} of 400 on time`);
});

test('another latency holds for its links while it is in force, and the last one installed decides', (t) => {
  const shape = (ticks: number) => ({ kind: 'uniform', min: ticks, max: ticks }) as const;
  const faults = [
    { fault: 9, of: { kind: 'latency', links: { from: [1] }, shape: shape(5) }, at: 1, until: 4 } as const,
    { fault: 3, of: { kind: 'latency', links: EVERY_LINK, shape: shape(8) }, at: 2, until: 3 } as const,
    { fault: 4, of: { kind: 'latency', links: { from: [2] }, shape: shape(20) } } as const,
  ];
  const fates = fatesIn({ seed: 1, faults, sendings: stream(5) });
  t.deepEqual(
    arrivals(fates).map((at, label) => at - label),
    [1, 5, 8, 5, 1],
  );
});

test('held packets go on when the hold ends, in the order in which they were sent', (t) => {
  const fates = fatesIn({
    seed: 1,
    faults: onlyFault({ kind: 'hold', links: EVERY_LINK }, 6),
    sendings: stream(8),
  });
  t.deepEqual(
    fates.map(({ label }) => label),
    [0, 1, 2, 3, 4, 5, 6, 7],
  );
  t.deepEqual(arrivals(fates), [7, 7, 7, 7, 7, 7, 7, 8]);
});

test('a packet waits for as long as any hold covers its link', (t) => {
  const faults = [
    { fault: 0, of: { kind: 'hold', links: { from: [1] } } as const, until: 3 },
    { fault: 1, of: { kind: 'hold', links: { to: [2] } } as const, at: 2, until: 5 },
  ];
  t.deepEqual(arrivals(fatesIn({ seed: 1, faults, sendings: stream(6) })), [6, 6, 6, 6, 6, 6]);
});

test('a partition that ends before the hold does costs a held packet nothing, one that is in force then does', (t) => {
  const split = { kind: 'partition', groups: [[1], [2]], oneWay: false } as const;
  const hold = { fault: 0, of: { kind: 'hold', links: EVERY_LINK } as const, until: 5 };
  const fates = (until: number) =>
    reasons(fatesIn({ seed: 1, faults: [hold, { fault: 1, of: split, until }], sendings: stream(1) }));
  t.deepEqual(fates(4), ['arrived']);
  t.deepEqual(fates(6), ['partition']);
});

test('clearing ends every fault, releases all that was held and closes the lossy window', (t) => {
  const network = new Network(new Chance(1), ONE_TICK, HOSTS);
  const notebook = new Notebook();
  network.install(0, { kind: 'hold', links: { from: [1] } });
  network.install(1, { kind: 'loss', links: EVERY_LINK, ratio: ALWAYS });
  network.setLoss(ALWAYS);
  network.carry(1, 2, tick(0), labelled(0), notebook);
  network.carry(1, 3, tick(1), labelled(1), notebook);
  t.deepEqual(notebook.fates, []);
  network.clear(tick(4), notebook);
  network.carry(3, 4, tick(4), labelled(2), notebook);
  t.deepEqual(arrivals(notebook.fates), [5, 5, 5]);
});

test('removing what is not in force does nothing, installing a number twice is our mistake', (t) => {
  const network = new Network(new Chance(1), ONE_TICK, HOSTS);
  t.notThrows(() => network.remove(7, tick(0), new Notebook()));
  const fault: LinkFault = { kind: 'hold', links: EVERY_LINK };
  network.install(7, fault);
  t.throws(() => network.install(7, fault), { instanceOf: InvariantError, message: /fault 7/ });
});

const IMPOSSIBLE: readonly (readonly [string, LinkFault])[] = [
  ['a host that is not there', { kind: 'hold', links: { from: [HOSTS + 1] } }],
  ['a host in two groups', { kind: 'partition', groups: [[1], [1, 2]], oneWay: false }],
  ['a link that carries nothing', { kind: 'bandwidth', links: EVERY_LINK, packetsPerTick: 0, queue: 1 }],
  ['lateness of no ticks', { kind: 'reorder', links: EVERY_LINK, ratio: HALF, by: 0 }],
  [
    'arrival within the tick',
    { kind: 'latency', links: EVERY_LINK, shape: { kind: 'uniform', min: 0, max: 3 } },
  ],
];

for (const [what, of] of IMPOSSIBLE) {
  test(`no fault is installed with ${what}`, (t) => {
    t.throws(() => new Network(new Chance(1), ONE_TICK, HOSTS).install(0, of), {
      instanceOf: InvariantError,
    });
  });
}
