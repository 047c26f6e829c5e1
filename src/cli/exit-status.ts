/** What the shell is told. */
export const EXIT = {
  /** Every expectation holds. */
  holds: 0,
  /** An expectation does not hold. */
  broken: 1,
  undecided: 2,
  /** A testcase, or what a flag points to, cannot be used. */
  badInput: 3,
  /** The command line itself is wrong. */
  badUsage: 64,
  /** Our own bug. */
  ourBug: 70,
} as const;

export type ExitStatus = (typeof EXIT)[keyof typeof EXIT];
