import { NEVER } from '../../src/lib/ratio.ts';
import type { Act, Deed } from '../../src/scenario/act.ts';
import type { ClassicTestcase } from '../../src/scenario/classic/testcase.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

/** An act before it is numbered. */
export type Draft = { readonly at: number } & Deed;

/** A classic world of `nodes` hosts that all start at tick 0, and whatever the caller says happens there. */
export function plainScenario(
  nodes: number,
  drafts: readonly Draft[],
  change: Partial<Scenario> = {},
): Scenario {
  return {
    title: 'a test',
    why: '',
    source: '',
    settings: {},
    grading: 'create',
    seed: 1,
    profile: 'classic',
    hosts: Array.from({ length: nodes }, (_, i) => ({ number: i + 1, startTick: 0, introducer: i === 0 })),
    network: { latency: { kind: 'uniform', min: 1, max: 1 } },
    workload: undefined,
    heal: undefined,
    expectations: [],
    acts: drafts.map((draft, number): Act => ({ ...draft, number })).sort((a, b) => a.at - b.at),
    endTick: 100,
    remarks: [],
    ...change,
  };
}

/** A classic testcase of ten nodes, but for what the caller changes. */
export function testcaseWith(change: Partial<ClassicTestcase>): ClassicTestcase {
  return {
    nodes: 10,
    singleFailure: false,
    dropMessages: false,
    dropProbability: NEVER,
    crud: undefined,
    remarks: [],
    ...change,
  };
}
