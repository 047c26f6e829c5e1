import { compareText } from '../lib/order.ts';
import type { BatchResult } from './batch.ts';
import { DigestSum } from './digest-sum.ts';
import type { FailureKind } from './seed-outcome.ts';
import { FAILURE_KINDS } from './seed-outcome.ts';

/** Runs that failed alike. */
export interface FailureGroup {
  readonly kind: FailureKind;
  /** What they have in common: checker and kind of witness. */
  readonly failure: string;
  readonly count: number;
  /** The first of them, ascending. */
  readonly seeds: readonly number[];
}

/** How one testcase fared. Independent of how many workers there were, and of interruptions. */
export interface TestcaseSummary {
  readonly runs: number;
  readonly held: number;
  readonly broken: number;
  readonly undecided: number;
  readonly crashed: number;
  /** Over the digest of every run. */
  readonly digest: string;
  /** The worst first, then the most frequent. */
  readonly groups: readonly FailureGroup[];
  /** Claims of which there was nothing to judge under some seeds, and under how many; in order of their names. */
  readonly vacuous: readonly { readonly claim: string; readonly count: number }[];
  /** Those of which there was nothing to judge under any seed: that they hold nobody can say. */
  readonly unjudged: readonly string[];
}

const MOST_SEEDS = 10;

interface Gathered {
  readonly kind: FailureKind;
  readonly failure: string;
  count: number;
  seeds: number[];
}

/** Adds up what workers report of one testcase, in whatever order. */
export class TestcaseTally {
  #held = 0;
  #broken = 0;
  #undecided = 0;
  #crashed = 0;
  readonly #sum = new DigestSum();
  readonly #groups = new Map<string, Gathered>();
  readonly #vacuous = new Map<string, number>();

  add(result: BatchResult): void {
    this.#held += result.held;
    this.#broken += result.broken;
    this.#undecided += result.undecided;
    this.#crashed += result.crashed;
    this.#sum.merge(result.sum);
    for (const [claim, count] of result.vacuous)
      this.#vacuous.set(claim, (this.#vacuous.get(claim) ?? 0) + count);
    for (const [kind, failure, seeds] of result.failures) {
      const key = `${kind} ${failure}`;
      const group = this.#groups.get(key) ?? { kind, failure, count: 0, seeds: [] };
      group.count += seeds.length;
      group.seeds = [...group.seeds, ...seeds].sort((a, b) => a - b).slice(0, MOST_SEEDS);
      this.#groups.set(key, group);
    }
  }

  get failed(): number {
    return this.#broken + this.#undecided + this.#crashed;
  }

  get runs(): number {
    return this.#held + this.failed;
  }

  summary(): TestcaseSummary {
    const { runs } = this;
    const vacuous = [...this.#vacuous]
      .map(([claim, count]) => ({ claim, count }))
      .sort((a, b) => compareText(a.claim, b.claim));
    return {
      runs,
      held: this.#held,
      broken: this.#broken,
      undecided: this.#undecided,
      crashed: this.#crashed,
      digest: `${this.#sum}`,
      groups: [...this.#groups.values()].sort(byWeight),
      vacuous,
      unjudged: vacuous.filter(({ count }) => count === runs).map(({ claim }) => claim),
    };
  }
}

function byWeight(a: Gathered, b: Gathered): number {
  const kinds = FAILURE_KINDS.indexOf(a.kind) - FAILURE_KINDS.indexOf(b.kind);
  if (kinds !== 0) return kinds;
  return b.count - a.count || (a.failure < b.failure ? -1 : 1);
}

/** One digest over those of all testcases, in their order. */
export function digestOf(testcases: readonly TestcaseSummary[]): string {
  const sum = new DigestSum();
  for (const [number, { digest }] of testcases.entries()) sum.add(number, digest);
  return `${sum}`;
}
