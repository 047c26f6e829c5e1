/** What became of one run, as little as a sweep needs to know. */
export interface SeedOutcome {
  /** `crashed`: the run itself went wrong, which is our own bug. */
  readonly fate: 'held' | FailureKind;
  /** The names of what was not met: alike in runs that fail alike. Empty where all was. */
  readonly failures: readonly string[];
  /** Claims of which there was nothing to judge; they make no failure. */
  readonly vacuous: readonly string[];
  /** Sixteen hexadecimal digits over all that happened. */
  readonly digest: string;
}

export type FailureKind = 'broken' | 'undecided' | 'crashed';

/** The worst first. */
export const FAILURE_KINDS: readonly FailureKind[] = ['crashed', 'broken', 'undecided'];

/** Stands for the digest of a run that has none. */
const NO_DIGEST = '0'.repeat(16);

/** @param reason what happened, without anything that differs from seed to seed */
export function crashedBecause(reason: string): SeedOutcome {
  return { fate: 'crashed', failures: [`crash: ${reason}`], vacuous: [], digest: NO_DIGEST };
}
