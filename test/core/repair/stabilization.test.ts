import test from 'ava';
import fc from 'fast-check';
import { key } from '../../../src/core/ids.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { CLASSIC } from '../../../src/core/settings.ts';
import { compareText } from '../../../src/lib/order.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { World } from '../../../src/sim/world.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import type { Draft } from '../../sim/plain-scenario.ts';
import { plainScenario } from '../../sim/plain-scenario.ts';

const KEYS = Array.from({ length: 30 }, (_, n) => key(`key${n}`));
const CREATED = 20;
const FIRST_CHANGE = 40;
/** Failure, removal and stabilization are over after so many ticks. */
const QUIET = 80;

/** Hosts that come or go together, `wait` ticks after the changes before. */
interface Change {
  readonly wait: number;
  readonly crashes: readonly number[];
  readonly joins: number;
}

interface Plan {
  readonly seed: number;
  readonly nodes: number;
  readonly changes: readonly Change[];
}

const plans = (wait: fc.Arbitrary<number>, mostJoins: number): fc.Arbitrary<Plan> =>
  fc.record({
    seed: fc.nat(1_000_000),
    nodes: fc.integer({ min: 3, max: 12 }),
    changes: fc.array(
      // Never the introducer, host 1: nobody could join any more.
      fc.record({
        wait,
        crashes: fc.uniqueArray(fc.integer({ min: 2, max: 15 }), { maxLength: 2 }),
        joins: fc.nat(mostJoins),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  });

/** A scenario with the members of the rings that its nodes go through, the first ones first. */
function build({ seed, nodes, changes }: Plan): {
  scenario: Scenario;
  rings: readonly (readonly number[])[];
} {
  const hosts = Array.from({ length: nodes }, (_, i) => ({
    number: i + 1,
    startTick: 0,
    introducer: i === 0,
  }));
  const drafts: Draft[] = KEYS.map((k, request) => ({
    ...{ kind: 'request', at: CREATED, request, expected: 'v' },
    operation: { kind: 'create', key: k, value: 'v' },
  }));
  let members = hosts.map(({ number }) => number);
  const rings = [members];
  let at = FIRST_CHANGE;
  for (const { wait, crashes, joins } of changes) {
    const gone = crashes.filter((number) => members.includes(number));
    const come = Array.from({ length: joins }, (_, i) => hosts.length + i + 1);
    for (const number of come) hosts.push({ number, startTick: at, introducer: false });
    if (gone.length > 0) drafts.push({ kind: 'crash', at, hosts: { kind: 'numbers', numbers: gone } });
    // A join is seen within a few ticks, a failure only after TREMOVE: the ring changes twice.
    rings.push([...members, ...come]);
    members = [...members, ...come].filter((number) => !gone.includes(number));
    rings.push(members);
    at += wait;
  }
  const scenario = plainScenario(nodes, drafts, { seed, hosts, endTick: at + QUIET });
  return { scenario, rings };
}

/** Who holds which key at the end of a world. */
function holders(world: World): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const host of world.live())
    for (const k of host.node?.heldKeys() ?? []) found.set(k, [...(found.get(k) ?? []), host.number]);
  return found;
}

function owners(
  members: readonly number[],
  tokens = CLASSIC.tokensPerNode,
): ReadonlyMap<string, readonly number[]> {
  const ring = new Ring(plainMembers(members), tokens);
  return new Map(
    KEYS.map((k) => [
      k,
      ring
        .preferenceList(k, CLASSIC.replicas)
        .map(Number)
        .sort((a, b) => a - b),
    ]),
  );
}

function newcomers(rings: readonly (readonly number[])[]): number {
  let pairs = 0;
  rings.slice(1).forEach((members, i) => {
    const before = owners(rings[i] ?? []);
    for (const [k, now] of owners(members))
      pairs += now.filter((node) => !before.get(k)?.includes(node)).length;
  });
  return pairs;
}

const sorted = (map: ReadonlyMap<string, readonly number[]>) =>
  [...map].sort(([a], [b]) => compareText(a, b));

test('after quiescence every key is held by exactly its replicas and by nobody else', (t) => {
  // Two may fail together and more may join or fail before the last change is through, but a copy always remains.
  const wait = fc.integer({ min: 30, max: 70 });
  fc.assert(
    fc.property(plans(wait, 2), (plan) => {
      const { scenario, rings } = build(plan);
      const world = simulate(scenario, new Recorder());
      t.deepEqual(
        world.live().map(({ number }) => number),
        rings.at(-1)?.toSorted((a, b) => a - b),
      );
      t.deepEqual(sorted(holders(world)), sorted(owners(rings.at(-1) ?? [])));
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('stabilization sends a record only to a newcomer, and only once', (t) => {
  // Of two nodes that join together some see the one first and some the other: one at a time, so that the ring is known.
  fc.assert(
    fc.property(plans(fc.constant(QUIET), 1), (plan) => {
      const { scenario, rings } = build(plan);
      let records = 0;
      const onRareEvent = (event: RareEvent): void => {
        if (event.kind === 'noted' && event.note.kind === 'records-sent') records += event.note.records;
      };
      simulate(scenario, new Recorder({ onRareEvent }));
      const ideal = newcomers(rings);
      t.true(records <= ideal, `${records} records sent, ${ideal} were enough: ${JSON.stringify(plan)}`);
    }),
    { seed: 2, numRuns: 30 },
  );
});
