import { ticks } from '../../src/core/time.ts';
import type { Act, Deed } from '../../src/scenario/act.ts';
import type { CheckerName, Expectation } from '../../src/scenario/expectation.ts';
import { CHECKERS } from '../../src/scenario/expectation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { WorkloadPlan } from '../../src/scenario/workload.ts';

/** What a drill may say otherwise. */
export interface Drill {
  readonly seed?: number;
  readonly hosts?: number;
  readonly workload?: Partial<WorkloadPlan>;
  readonly deeds?: readonly (Deed & { readonly at: number })[];
  readonly heal?: number;
  readonly end?: number;
  readonly expectations?: readonly Expectation[];
  readonly settings?: Scenario['settings'];
  readonly latency?: Scenario['network']['latency'];
}

const WORKLOAD: WorkloadPlan = {
  kind: 'registers',
  clients: 3,
  keys: 4,
  operations: 150,
  reads: { numerator: 1, denominator: 2 },
  startTick: 300,
  loop: { kind: 'closed', thinkTicks: 20 },
  timeoutTicks: 400,
  retries: 2,
  coordinator: 'any',
  singleWriter: false,
};

/** A scenario of the profile `drill` built in code: five hosts, a small workload, and what is asked for. */
export function drill(of: Drill = {}): Scenario {
  const { hosts = 5, heal, end = 8000, deeds = [] } = of;
  const healing: readonly (Deed & { at: number })[] = heal === undefined ? [] : [{ kind: 'heal', at: heal }];
  const acts = [...deeds, ...healing]
    .sort((a, b) => a.at - b.at)
    .map((deed, number): Act => ({ ...deed, number }));
  return {
    title: 'a drill',
    why: '',
    source: '',
    grading: undefined,
    seed: of.seed ?? 1,
    profile: 'drill',
    settings: { evictAfterTicks: ticks(600), ...of.settings },
    hosts: Array.from({ length: hosts }, (_, i) => ({ number: i + 1, startTick: 0, introducer: i === 0 })),
    network: { latency: of.latency ?? { kind: 'uniform', min: 1, max: 9 } },
    workload: { ...WORKLOAD, ...of.workload },
    acts,
    heal: heal === undefined ? undefined : { at: heal, convergeTicks: end - heal },
    endTick: end,
    expectations: of.expectations ?? [],
    remarks: [],
  };
}

/** Claims that these checkers hold. */
export function all(...checkers: readonly CheckerName[]): readonly Expectation[] {
  return (checkers.length === 0 ? CHECKERS : checkers).map((checker) => ({ checker, wanted: 'holds' }));
}
