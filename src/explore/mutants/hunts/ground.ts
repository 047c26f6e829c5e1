import { ticks } from '../../../core/time.ts';
import type { Act, Deed } from '../../../scenario/act.ts';
import type { CheckerName, Expectation } from '../../../scenario/expectation.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../../scenario/workload.ts';

/** A family of small, hostile scenarios, one for each seed, in which a sound core breaks no claim. */
export interface Hunt {
  readonly name: string;
  readonly build: (seed: number) => Scenario;
}

/** An act that has no number yet. */
export type Dated = Deed & { readonly at: number };

/** What a hunt says of its scenario; the rest is the same for all. */
export interface Ground {
  readonly title: string;
  readonly hosts: number;
  readonly starts?: Readonly<Record<number, number>>;
  /** Hosts with a start that join a ring which is agreed on. */
  readonly join?: true;
  /** Host 1 where it is absent. */
  readonly introducers?: readonly number[];
  /** Names of clusters, in turn. */
  readonly clusters?: readonly string[];
  readonly settings?: Scenario['settings'];
  readonly profile?: Scenario['profile'];
  readonly latency: Scenario['network']['latency'];
  readonly workload: WorkloadPlan | undefined;
  readonly deeds: readonly Dated[];
  /** When faults end; `play` false: they end by themselves, and who is down stays down. */
  readonly heal: number;
  readonly play?: boolean;
  readonly converge: number;
  readonly claims: readonly Expectation[];
}

const HEAL_NUMBER = 999;
const BLOCK = 1000;

/** The scenario of a ground under one seed; acts are numbered by their place. */
export function scenarioOf(seed: number, ground: Ground): Scenario {
  const { heal, converge, play = true, starts = {}, introducers = [1], clusters = [] } = ground;
  const deeds = ground.deeds.filter(({ at }) => at < heal);
  const acts = deeds.map((deed, place): Act => ({ ...deed, number: (place + 1) * BLOCK }));
  const healing = play ? [{ kind: 'heal', at: heal, number: HEAL_NUMBER } as const] : [];
  return {
    title: ground.title,
    ...{ why: '', source: '', grading: undefined, seed, remarks: [] },
    profile: ground.profile ?? 'drill',
    settings: ground.settings ?? {},
    hosts: Array.from({ length: ground.hosts }, (_, index) => ({
      ...(ground.join === true && starts[index + 1] !== undefined ? { joins: true } : {}),
      number: index + 1,
      startTick: starts[index + 1] ?? 0,
      introducer: introducers.includes(index + 1),
      ...(clusters.length === 0 ? {} : { cluster: clusters[index % clusters.length] ?? '' }),
    })),
    network: { latency: ground.latency },
    workload: ground.workload,
    acts: [...acts, ...healing].sort((a, b) => a.at - b.at),
    heal: { at: heal, convergeTicks: converge },
    endTick: heal + converge,
    expectations: ground.claims,
  };
}

export const holds = (...checkers: readonly CheckerName[]): readonly Expectation[] =>
  checkers.map((checker) => ({ checker, wanted: 'holds' }));

export const share = (numerator: number, denominator: number) => ({ numerator, denominator });

export const WORKLOAD: WorkloadPlan = {
  ...{ kind: 'registers', clients: 4, keys: 2, operations: 80, reads: share(1, 2), startTick: 150 },
  loop: { kind: 'closed', thinkTicks: 10 },
  ...{ timeoutTicks: 300, retries: 1, coordinator: 'any', singleWriter: false },
};

/** So patient that nobody is ever removed: what a quorum promises then holds without a fence. */
export const PATIENT: Scenario['settings'] = {
  suspectAfterTicks: ticks(50_000),
  removeAfterTicks: ticks(90_000),
};
