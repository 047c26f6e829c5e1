import { DigestSum } from './digest-sum.ts';
import type { FailureKind, SeedOutcome } from './seed-outcome.ts';
import type { SeedRange } from './seed-range.ts';

/** Seeds of one testcase, by its number in the plan. */
export interface Batch extends SeedRange {
  readonly testcase: number;
}

/** A failure and the seeds that have it. */
export type BatchFailure = readonly [kind: FailureKind, name: string, seeds: readonly number[]];

/** What came of every seed of a batch: counts, and names only for what failed. Also a line of the journal. */
export interface BatchResult extends Batch {
  readonly held: number;
  readonly broken: number;
  readonly undecided: number;
  readonly crashed: number;
  /** The digests of all its runs, added up. */
  readonly sum: string;
  readonly failures: readonly BatchFailure[];
  /** Claims, and under how many seeds there was nothing to judge of them. */
  readonly vacuous: readonly (readonly [claim: string, seeds: number])[];
}

/** Gathers the outcomes of successive seeds. */
export class BatchTally {
  readonly #testcase: number;
  readonly #from: number;
  #next: number;
  readonly #fates = { held: 0, broken: 0, undecided: 0, crashed: 0 };
  readonly #sum = new DigestSum();
  readonly #failures = new Map<string, [kind: FailureKind, name: string, seeds: number[]]>();

  readonly #vacuous = new Map<string, number>();

  constructor(testcase: number, from: number) {
    this.#testcase = testcase;
    this.#from = from;
    this.#next = from;
  }

  /** The next seed came to this. */
  add({ fate, failures, vacuous, digest }: SeedOutcome): void {
    const seed = this.#next;
    this.#next += 1;
    this.#fates[fate] += 1;
    this.#sum.add(seed, digest);
    for (const claim of vacuous) this.#vacuous.set(claim, (this.#vacuous.get(claim) ?? 0) + 1);
    if (fate === 'held') return;
    for (const name of new Set(failures)) {
      const group = this.#failures.get(`${fate} ${name}`);
      if (group === undefined) this.#failures.set(`${fate} ${name}`, [fate, name, [seed]]);
      else group[2].push(seed);
    }
  }

  /** Of the seeds so far, at least one. */
  result(): BatchResult {
    const range = { testcase: this.#testcase, from: this.#from, to: this.#next - 1 };
    const failures = [...this.#failures.values()];
    return { ...range, ...this.#fates, sum: `${this.#sum}`, failures, vacuous: [...this.#vacuous] };
  }
}
