/** What a scenario claims about its run: that a checker says `wanted`. */
export interface Expectation {
  readonly checker: CheckerName;
  /** `holds`, `broken`, or for `register` the strongest model that must hold. */
  readonly wanted: string;
}

/** The checkers a scenario may name. */
export const CHECKERS = [
  'acknowledged-writes',
  'no-fabricated-value',
  'no-resurrection',
  'unique-versions',
  'one-outcome',
  'quorum-arithmetic',
  'exact-replicas',
  'ring-agreement',
  'detector-completeness',
  'detector-accuracy',
  'minimal-movement',
  'complete-listings',
  'bounded-stall',
  'convergence',
  'register',
] as const;

export type CheckerName = (typeof CHECKERS)[number];
