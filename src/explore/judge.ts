import type { HistoryEvent } from '../check/history/event.ts';
import type { History } from '../check/history/history.ts';
import { TraceBook } from '../check/trace/book.ts';
import type { TraceWitness } from '../check/trace/witness.ts';
import type { CheckerName, Expectation } from '../scenario/expectation.ts';
import { ALWAYS_JUDGED } from '../scenario/expectation.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RareEvent } from '../trace/event.ts';
import { ClientHistory, familyOf } from './history-of.ts';
import { CHECKS } from './judge-checks.ts';

/** What one checker said, and whether that is what the scenario claims. */
export interface JudgedRow {
  readonly checker: CheckerName;
  /** `holds`, `broken`, or for `register` the model that must hold. */
  readonly wanted: string;
  readonly verdict: 'holds' | 'broken' | 'undecided';
  readonly met: boolean;
  /** True where the verdict is undecided because nothing happened that the claim speaks of. */
  readonly vacuous?: true;
  /** A few words. */
  readonly seen: string;
  readonly witness?: TraceWitness;
}

export interface JudgedRun {
  readonly rows: readonly JudgedRow[];
  /** `undecided`: nothing speaks against the claims, but not every checker could tell. */
  readonly met: 'yes' | 'no' | 'undecided';
}

/** Judges one run of a scenario. Is told every rare event, in order, and then asked once. */
export class Judge {
  readonly #scenario: Scenario;
  readonly #clients: ClientHistory;
  readonly #book = new TraceBook();

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#clients = new ClientHistory(familyOf(scenario));
  }

  /** @returns what clients saw of it, as a line of the history, where they saw anything */
  add(event: RareEvent): HistoryEvent | undefined {
    this.#book.add(event);
    return this.#clients.add(event);
  }

  /** What clients saw so far. */
  history(): History {
    return this.#clients.history();
  }

  /** The verdicts: first what the scenario claims, in its order, then what every run must keep. */
  end(): JudgedRun {
    const rows = claimsOf(this.#scenario).map((claim) => this.#row(claim));
    return { rows, met: metBy(rows) };
  }

  #row({ checker, wanted }: Expectation): JudgedRow {
    const run = { book: this.#book, clients: this.#clients, scenario: this.#scenario, wanted };
    const { verdict, seen } = CHECKS[checker](run);
    const met = verdict.kind === (wanted === 'broken' ? 'broken' : 'holds');
    const row = { checker, wanted, verdict: verdict.kind, met };
    if (verdict.kind === 'broken') return { ...row, seen, witness: verdict.witness };
    if (verdict.kind === 'holds') return { ...row, seen };
    return { ...row, seen: verdict.reason, ...(verdict.vacuous ? { vacuous: true } : {}) };
  }
}

/** Judges a run of this scenario from events that are already there. */
export function judge(scenario: Scenario, events: Iterable<RareEvent>): JudgedRun {
  const of = new Judge(scenario);
  for (const event of events) of.add(event);
  return of.end();
}

/** The name of a failure, alike in runs that fail alike: no tick, key or node is in it. */
export function fingerprint({ checker, verdict, witness }: JudgedRow): string {
  return `${checker}: ${witness === undefined ? verdict : witness.kind}`;
}

function claimsOf({ expectations }: Scenario): readonly Expectation[] {
  const claimed = new Set(expectations.map(({ checker }) => checker));
  const others = ALWAYS_JUDGED.filter((checker) => !claimed.has(checker));
  return [...expectations, ...others.map((checker) => ({ checker, wanted: 'holds' }))];
}

function metBy(rows: readonly JudgedRow[]): JudgedRun['met'] {
  if (rows.some(({ met, verdict }) => !met && verdict !== 'undecided')) return 'no';
  return rows.every(({ met }) => met) ? 'yes' : 'undecided';
}
