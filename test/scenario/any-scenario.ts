import fc from 'fast-check';
import type { Key } from '../../src/core/ids.ts';
import type { Level, Operation } from '../../src/core/operation.ts';
import type { Ratio } from '../../src/lib/ratio.ts';
import type { Act, Deed, HostSelector } from '../../src/scenario/act.ts';
import { CHECKERS } from '../../src/scenario/expectation.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../../src/scenario/link-fault.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { WorkloadPlan } from '../../src/scenario/workload.ts';

const HEAL = 5000;
const text = (most: number) =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: most }),
    fc.constantFrom('5', '1e3', 'null', ' a ', '- b', '#'),
  );
const ticks = fc.integer({ min: 1, max: 1000 });
const act = fc.integer({ min: 0, max: 2_000_000_000 });
const key = fc.oneof(
  fc.string({ minLength: 1, maxLength: 8 }),
  fc.constantFrom('007', 'true', '~', '0x1'),
) as unknown as fc.Arbitrary<Key>;

const ratio: fc.Arbitrary<Ratio> = fc
  .integer({ min: 1, max: 1_000_000 })
  .chain((denominator) =>
    fc.record({ numerator: fc.integer({ min: 0, max: denominator }), denominator: fc.constant(denominator) }),
  );

const range = fc.tuple(ticks, ticks).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));

const latency: fc.Arbitrary<LatencyShape> = fc.oneof(
  range.map((of) => ({ kind: 'uniform' as const, ...of })),
  ticks.map((mean) => ({ kind: 'exponential' as const, mean })),
  fc.record({ kind: fc.constant('bimodal' as const), fast: range, slow: range, tail: ratio }),
);

function hosts(nodes: number): fc.Arbitrary<readonly number[]> {
  return fc.uniqueArray(fc.integer({ min: 1, max: nodes }), { minLength: 1, maxLength: nodes });
}

function selector(nodes: number): fc.Arbitrary<HostSelector> {
  return fc.oneof(
    fc.record({ kind: fc.constant('numbers' as const), numbers: hosts(nodes) }),
    fc.record({
      kind: fc.constant('replicas' as const),
      key,
      ranks: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('bystander' as const), key }),
    fc.record({ kind: fc.constant('chosen-by' as const), act: fc.integer({ min: 0, max: 1000 }) }),
  );
}

function linkFault(nodes: number): fc.Arbitrary<LinkFault> {
  const links = fc.record(
    { from: hosts(nodes), to: hosts(nodes) },
    { requiredKeys: [] },
  ) as fc.Arbitrary<LinkSet>;
  return fc.oneof(
    fc.record({
      kind: fc.constantFrom('loss' as const, 'duplicate' as const, 'corrupt' as const),
      links,
      ratio,
    }),
    fc.record({ kind: fc.constant('reorder' as const), links, ratio, by: ticks }),
    fc.record({ kind: fc.constant('latency' as const), links, shape: latency }),
    fc.record({ kind: fc.constant('hold' as const), links }),
    fc.record({ kind: fc.constant('bandwidth' as const), links, packetsPerTick: ticks, queue: fc.nat(100) }),
    fc
      .record({ oneWay: fc.boolean(), cut: fc.integer({ min: 1, max: nodes - 1 }) })
      .map(({ oneWay, cut }) => {
        const all = Array.from({ length: nodes }, (_, i) => i + 1);
        return { kind: 'partition' as const, groups: [all.slice(0, cut), all.slice(cut)], oneWay };
      }),
  );
}

const level = fc.constantFrom(
  ...(['one', 'quorum', 'linearizable', 'cas'] as const satisfies readonly Level[]),
);
const plainKinds = { requiredKeys: ['kind', 'key'] as ['kind', 'key'] };
const reading = fc.record({ kind: fc.constant('read' as const), key, level }, plainKinds);
const writing = (...kinds: readonly ('create' | 'update' | 'put')[]) =>
  fc
    .tuple(fc.constantFrom(...kinds), key, text(20), fc.option(level, { nil: undefined }))
    .map(([kind, of, value, at]) => ({ kind, key: of, value, ...(at === undefined ? {} : { level: at }) }));
const nothingOr = fc.option(text(5), { nil: null });
const comparing = fc
  .tuple(key, nothingOr, nothingOr)
  .map(([of, expected, value]) => ({ kind: 'cas' as const, key: of, expected, value }));

/** One scenario asks for keys that come and go, or for registers that are compared. */
const comingAndGoing: fc.Arbitrary<Operation> = fc.oneof(
  reading,
  fc.record({ kind: fc.constant('delete' as const), key }),
  writing('create', 'update', 'put'),
);
const registers: fc.Arbitrary<Operation> = fc.oneof(reading, writing('put'), comparing);

function deed(nodes: number, operation: fc.Arbitrary<Operation>): fc.Arbitrary<Deed> {
  const whom = selector(nodes);
  const offset = fc.integer({ min: -1000, max: 1000 });
  const expected = fc.option(text(10), { nil: null });
  return fc.oneof(
    ratio.map((loss) => ({ kind: 'set-loss' as const, loss })),
    fc.record({ kind: fc.constant('install-fault' as const), fault: act, of: linkFault(nodes) }),
    fc.record({ kind: fc.constant('remove-fault' as const), fault: act }),
    fc
      .record({ kind: fc.constant('isolate' as const), fault: act, hosts: whom, oneWay: fc.boolean() })
      .filter((one) => one.hosts.kind !== 'numbers'),
    fc.record({ kind: fc.constantFrom('crash' as const, 'pause' as const, 'resume' as const), hosts: whom }),
    fc.record({
      kind: fc.constant('restart' as const),
      hosts: whom,
      disk: fc.oneof(
        fc.record({ kind: fc.constantFrom('kept' as const, 'lost' as const) }),
        fc.record({ kind: fc.constant('swapped' as const), with: fc.integer({ min: 1, max: nodes }) }),
      ),
    }),
    fc.record({ kind: fc.constant('slow' as const), hosts: whom, byTicks: fc.nat(100) }),
    fc.record({
      kind: fc.constant('set-clock' as const),
      hosts: whom,
      clock: fc.oneof(
        fc.record({ kind: fc.constantFrom('sound' as const, 'freeze' as const) }),
        fc.record({ kind: fc.constantFrom('offset' as const, 'step' as const), ticks: offset }),
        fc.record({ kind: fc.constant('drift' as const), numerator: ticks, denominator: ticks }),
      ),
    }),
    fc.record({
      kind: fc.constant('set-disk' as const),
      hosts: whom,
      disk: fc.oneof(
        fc.record({
          kind: fc.constantFrom('sound' as const, 'stall' as const, 'full' as const, 'torn' as const),
        }),
        fc.record({ kind: fc.constant('slow' as const), ticks }),
        fc.record({ kind: fc.constant('rot' as const), ratio }),
      ),
    }),
    fc.constant({ kind: 'heal' as const }),
    fc
      .record(
        { request: fc.nat(50), operation, expected, by: fc.integer({ min: 1, max: nodes }) },
        { requiredKeys: ['request', 'operation', 'expected'] },
      )
      .map((asked) => ({ kind: 'request' as const, ...asked })),
  );
}

const workload = (kinds: readonly WorkloadPlan['kind'][]): fc.Arbitrary<WorkloadPlan> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    clients: fc.integer({ min: 1, max: 9 }),
    keys: ticks,
    operations: ticks,
    reads: ratio,
    startTick: fc.nat(HEAL),
    loop: fc.oneof(
      fc.record({ kind: fc.constant('closed' as const), thinkTicks: fc.nat(100) }),
      fc.record({ kind: fc.constant('open' as const), everyTicks: ticks }),
    ),
    timeoutTicks: ticks,
    retries: fc.nat(9),
    coordinator: fc.constantFrom('any' as const, 'one' as const, 'owner' as const),
    singleWriter: fc.boolean(),
    ttl: fc.integer({ min: 1, max: 1000 }),
  });

function acts(nodes: number, operation: fc.Arbitrary<Operation>): fc.Arbitrary<readonly Act[]> {
  const one = fc
    .tuple(fc.nat(HEAL - 1), act, deed(nodes, operation))
    .map(([at, number, what]): Act => ({ at, number, ...what }));
  return fc
    .uniqueArray(one, { selector: ({ number }) => number, maxLength: 12 })
    .map((all) => all.sort((a, b) => a.at - b.at));
}

/** Any scenario that the language can say. */
export const anyScenario: fc.Arbitrary<Scenario> = fc
  .tuple(fc.integer({ min: 2, max: 9 }), fc.boolean(), fc.option(level, { nil: undefined }))
  .chain(([nodes, compares, at]) => scenarioWith(nodes, compares, at));

function scenarioWith(nodes: number, compares: boolean, at: Level | undefined): fc.Arbitrary<Scenario> {
  const kinds = compares
    ? (['registers', 'hot-key', 'zipf', 'cas', 'counters'] as const)
    : (['crud', 'churn', 'registers', 'cas'] as const);
  const operation = compares ? registers : comingAndGoing;
  const profile =
    at === undefined ? fc.constantFrom('drill' as const, 'classic' as const) : fc.constant('drill' as const);
  const levelled = fc
    .tuple(workload(kinds), fc.option(ratio, { nil: undefined }), fc.boolean())
    .map(([plan, lists, many]) => ({
      ...plan,
      ...(at === undefined ? {} : { level: at }),
      ...(lists === undefined ? {} : { lists }),
      ...(many && plan.coordinator !== 'owner' && plan.kind !== 'counters' ? { batch: plan.keys } : {}),
    }));
  return fc.record({
    title: text(40).filter((title) => title !== ''),
    why: text(40),
    source: text(40),
    grading: fc.constantFrom(undefined, 'read' as const, 'multi-failure' as const),
    seed: fc.maxSafeNat(),
    profile,
    settings: fc.record(
      { gossipFanout: ticks.map((n) => 1 + (n % 9)), quorum: fc.constant(2), readWriteBack: fc.nat(1) },
      { requiredKeys: [] },
    ) as fc.Arbitrary<Scenario['settings']>,
    hosts: fc
      .tuple(fc.array(fc.nat(50), { minLength: nodes, maxLength: nodes }), hosts(nodes), fc.nat(2))
      .map(([starts, introducers, seats]) =>
        starts.map((startTick, index) => ({
          number: index + 1,
          startTick,
          introducer: introducers.includes(index + 1),
          ...(index < seats ? { zone: `z${index}`, weight: 2 + index } : {}),
        })),
      ),
    network: fc.record({ latency }),
    workload: fc.option(levelled, { nil: undefined }),
    acts: acts(nodes, operation),
    heal: fc.option(fc.record({ at: fc.constant(HEAL), convergeTicks: fc.nat(1000) }), { nil: undefined }),
    endTick: fc.integer({ min: HEAL + 1000, max: HEAL + 2000 }),
    expectations: fc.uniqueArray(
      fc.record({ checker: fc.constantFrom(...CHECKERS), wanted: fc.constantFrom('holds', 'broken') }),
      { selector: ({ checker }) => checker },
    ),
    remarks: fc.array(text(30), { maxLength: 2 }),
  });
}
