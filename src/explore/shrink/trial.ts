import { hashText } from '../../lib/mix.ts';
import type { CheckerName } from '../../scenario/expectation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { failuresOf } from '../failures.ts';

/** What a shrinking is for, and how much it may cost. */
export interface TrialOptions {
  /** The failure that must stay, as `fingerprint` names it. */
  readonly wanted: string;
  readonly checker: CheckerName;
  /** Runs at most. */
  readonly runs: number;
  /** What a candidate must be besides failing, asked only of those that fail. */
  readonly admits?: ((candidate: Scenario) => boolean) | undefined;
  /** Told of each run. */
  readonly onRun?: ((trial: Trial) => void) | undefined;
}

/**
 * The smallest scenario so far, and the way to a smaller one: a candidate is run, and taken over where it fails in
 * the wanted way. No candidate is run twice.
 */
export class Trial {
  readonly checker: CheckerName;
  readonly #options: TrialOptions;
  readonly #refused = new Set<string>();
  #best: Scenario;
  #runs = 0;

  /** @param first is known to fail */
  constructor(first: Scenario, options: TrialOptions) {
    this.#best = first;
    this.#options = options;
    this.checker = options.checker;
  }

  get best(): Scenario {
    return this.#best;
  }

  get runs(): number {
    return this.#runs;
  }

  /** Nothing more can be tried: what is best now may not be minimal. */
  get isSpent(): boolean {
    return this.#runs >= this.#options.runs;
  }

  /** @returns whether the candidate fails in the wanted way; then it is the best */
  adopt(candidate: Scenario): boolean {
    const text = JSON.stringify(candidate);
    const name = `${hashText(text, 1)}.${hashText(text, 2)}.${text.length}`;
    if (this.isSpent || this.#refused.has(name)) return false;
    this.#runs += 1;
    const { wanted, admits, onRun } = this.#options;
    const failures = failuresOf(candidate);
    const good = failures.some(({ fingerprint }) => fingerprint === wanted) && (admits?.(candidate) ?? true);
    if (good) this.#best = candidate;
    else this.#refused.add(name);
    onRun?.(this);
    return good;
  }

  /** Goes back to a scenario that was the best before: the way from it led nowhere. */
  goBackTo(earlier: Scenario): void {
    this.#best = earlier;
  }
}
