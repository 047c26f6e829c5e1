import type { Ratio } from '../lib/ratio.ts';
import type { Act } from './act.ts';

/** A testcase, complete and checked: everything the world needs, and nothing it has to guess. */
export interface Scenario {
  /** The claim it makes, or what it shows. */
  readonly title: string;
  /** Which expectations judge it: the points of a classic testcase. */
  readonly grading: ClassicGrading;
  readonly seed: number;
  /** Which settings the nodes run with. */
  readonly profile: Profile;
  readonly hosts: readonly HostPlan[];
  readonly network: {
    readonly latency: { readonly min: number; readonly max: number };
    readonly loss: Ratio;
  };
  /** In order of time; acts of one tick in the order given. */
  readonly acts: readonly Act[];
  /** The first tick that is not played. */
  readonly endTick: number;
  /** What the reader should know about how the testcase was read: names that were accepted and ignored. */
  readonly remarks: readonly string[];
}

export type Profile = 'classic';

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
}
