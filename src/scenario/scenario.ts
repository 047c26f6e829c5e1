import type { Profile } from '../core/settings.ts';
import type { Act } from './act.ts';
import type { Expectation } from './expectation.ts';
import type { LatencyShape } from './link-fault.ts';
import type { SettingsOverrides } from './overrides.ts';
import type { WorkloadPlan } from './workload.ts';

/** A testcase, complete and checked: everything the world needs, and nothing it has to guess. */
export interface Scenario {
  /** The claim it makes, or what it shows. */
  readonly title: string;
  /** Why the claim should hold, and who said so; empty where the file does not say. */
  readonly why: string;
  readonly source: string;
  /** The subject that a classic testcase is graded in; undefined for all others. */
  readonly grading: ClassicGrading | undefined;
  readonly seed: number;
  /** Another course than the seed's from some tick on; only for asking what else could have happened. */
  readonly future?: Future;
  /** Which settings the nodes run with, and what this scenario changes in them. */
  readonly profile: Profile;
  readonly settings: SettingsOverrides;
  readonly hosts: readonly HostPlan[];
  readonly network: { readonly latency: LatencyShape };
  readonly workload: WorkloadPlan | undefined;
  /** In order of time; acts of one tick in the order given. */
  readonly acts: readonly Act[];
  /** When the hurting ends, and how many ticks later everything must have converged. */
  readonly heal: { readonly at: number; readonly convergeTicks: number } | undefined;
  /** The first tick that is not played. */
  readonly endTick: number;
  readonly expectations: readonly Expectation[];
  /** What the reader should know about how the testcase was read: names that were accepted and ignored. */
  readonly remarks: readonly string[];
}

/** Which of the possible futures of a run to play. */
export interface Future {
  /** Everything drawn before the beginning of this tick is as the seed has it, everything after belongs to the future. */
  readonly from: number;
  /** Futures of different numbers have nothing in common but their past. */
  readonly number: number;
}

/** The subjects that a classic testcase is graded in. */
export type ClassicGrading =
  | 'create'
  | 'read'
  | 'update'
  | 'delete'
  | 'single-failure'
  | 'multi-failure'
  | 'lossy-single-failure';

export interface HostPlan {
  /** 1 … N. A host's first node has the host's number as its identity. */
  readonly number: number;
  readonly startTick: number;
  readonly introducer: boolean;
  /** It comes later than the others, and owns nothing before they agree; a founder of the group where it is absent. */
  readonly joins?: true;
  /** Hosts of one zone are expected to fail together; none where it is absent. */
  readonly zone?: string;
  /** The cluster that it takes itself to belong to; the one of the settings where it is absent. */
  readonly cluster?: string;
  /** How many times the usual number of tokens it bears; 1 where it is absent. */
  readonly weight?: number;
}
