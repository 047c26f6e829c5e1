import test from 'ava';
import { TraceBook } from '../../src/check/trace/book.ts';
import { Lives } from '../../src/check/trace/lives.ts';
import { key } from '../../src/core/ids.ts';
import { excuseOf } from '../../src/explore/link-excuse.ts';
import type { LinkFault } from '../../src/scenario/link-fault.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { drill } from './drills.ts';

const half = { numerator: 1, denominator: 2 };
const uniform = (max: number) => ({ kind: 'uniform', min: 1, max }) as const;

/** Links as observer < member, of those that a fault may silence among five hosts. */
function silenced(of: LinkFault): string {
  const excuses = excuseOf(drill({ deeds: [{ at: 5, kind: 'install-fault', fault: 7, of }] }));
  const trouble = { fault: 7, name: of.kind, from: 5, to: 9 };
  const all = [1, 2, 3].flatMap((observer) => [1, 2, 3].map((member) => [observer, member] as const));
  return all
    .filter(([observer, member]) => observer !== member && excuses(trouble, observer, member))
    .map(([observer, member]) => `${observer}<${member}`)
    .join(' ');
}

const ALL = '1<2 1<3 2<1 2<3 3<1 3<2';
const cases: readonly { claim: string; of: LinkFault; links: string }[] = [
  { claim: 'duplicates silence nobody', of: { kind: 'duplicate', links: {}, ratio: half }, links: '' },
  { claim: 'loss on all links silences all', of: { kind: 'loss', links: {}, ratio: half }, links: ALL },
  {
    claim: 'loss on one link silences whoever sends or hears by it',
    of: { kind: 'loss', links: { from: [1], to: [2] }, ratio: half },
    links: '2<1 2<3 3<1',
  },
  {
    claim: 'a partition silences across, not within, and not who is in no group',
    of: { kind: 'partition', groups: [[1, 4], [2]], oneWay: true },
    links: '1<2 2<1',
  },
  {
    claim: 'a little lateness silences nobody',
    of: { kind: 'latency', links: {}, shape: uniform(50) },
    links: '',
  },
  {
    claim: 'much lateness silences all',
    of: { kind: 'latency', links: {}, shape: uniform(150) },
    links: ALL,
  },
  {
    claim: 'overtaking by little silences nobody',
    of: { kind: 'reorder', links: {}, ratio: half, by: 60 },
    links: '',
  },
  { claim: 'held links silence', of: { kind: 'hold', links: {} }, links: ALL },
];
for (const { claim, of, links } of cases) {
  test(claim, (t) => {
    t.is(silenced(of), links);
  });
}

test('an isolation silences across its cut only, whoever it chose', (t) => {
  const isolate = { kind: 'isolate', fault: 7, oneWay: false } as const;
  const hosts = { kind: 'replicas', key: key('k'), ranks: [0] } as const;
  const scenario = drill({ deeds: [{ ...isolate, at: 400, hosts }], end: 500 });
  const book = new TraceBook();
  simulate(scenario, new Recorder({ onRareEvent: (event) => book.add(event) }));
  const [trouble] = new Lives(book).links;
  const alone = trouble?.groups?.[0]?.[0] ?? 0;
  const [one = 0, other = 0] = trouble?.groups?.[1] ?? [];
  t.is(trouble?.groups?.[1]?.length, 4);
  const excuses = excuseOf(scenario);
  if (trouble === undefined) return;
  t.true(excuses(trouble, one, alone));
  t.true(excuses(trouble, alone, one));
  t.false(excuses(trouble, one, other));
});

test('a name that two faults have in turn means the one of its time', (t) => {
  const of = (to: readonly number[]): LinkFault => ({ kind: 'loss', links: { from: [1], to }, ratio: half });
  const install = { kind: 'install-fault', fault: 7 } as const;
  const deeds = [
    { ...install, at: 5, of: of([2]) },
    { kind: 'remove-fault', fault: 7, at: 9 } as const,
    { ...install, at: 9, of: of([3]) },
  ];
  const excuses = excuseOf(drill({ deeds }));
  t.true(excuses({ fault: 7, name: 'loss', from: 5, to: 9 }, 2, 4));
  t.false(excuses({ fault: 7, name: 'loss', from: 9, to: 12 }, 2, 4));
});

test('a host that lost its disk is still at the same links', (t) => {
  const of: LinkFault = { kind: 'loss', links: { from: [1], to: [2] }, ratio: half };
  const excuses = excuseOf(drill({ deeds: [{ at: 5, kind: 'install-fault', fault: 7, of }] }));
  const trouble = { fault: 7, name: 'loss', from: 5, to: 9 };
  t.true(excuses(trouble, 3, 6));
  t.false(excuses(trouble, 3, 8));
});

test('the lossy window lies over all links', (t) => {
  t.true(excuseOf(drill())({ fault: -1, name: 'loss', from: 5, to: 9 }, 1, 2));
});
