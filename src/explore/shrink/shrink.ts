import type { CheckerName, Expectation } from '../../scenario/expectation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Failure } from '../failures.ts';
import { failuresOf } from '../failures.ts';
import { leaveOutHosts } from './fewer-hosts.ts';
import { leaveOutParts, spareHosts } from './fewer-parts.ts';
import { calmLatency, namePackets, weakenFaults } from './network.ts';
import type { Size } from './size.ts';
import { sizeOf } from './size.ts';
import { startTogether, tidyNumbers } from './tidy.ts';
import { closeGaps, endEarlier, shortenFaults } from './times.ts';
import { Trial } from './trial.ts';
import { shortenWorkload, spelledOut } from './workload.ts';

export interface ShrinkOptions {
  /** Runs at most; what is best then is the result, though maybe not minimal. */
  readonly runs: number;
  /** What the result must be besides failing in the same way: say, that another core does not. */
  readonly admits?: (candidate: Scenario) => boolean;
  /** Told after each run: how many there were, and how small it is by now. */
  readonly onProgress?: (runs: number, size: Size) => void;
}

export interface Shrunk {
  readonly scenario: Scenario;
  /** As its last run showed it. */
  readonly failure: Failure;
  readonly runs: number;
  readonly before: Size;
  readonly after: Size;
  /** No part of it can be left out. */
  readonly isMinimal: boolean;
}

/** Reductions by what they save for the runs that follow. */
const PASSES: readonly ((trial: Trial) => void)[] = [
  ...[endEarlier, leaveOutParts, shortenWorkload, endEarlier, spellOutRequests],
  ...[leaveOutHosts, calmLatency, namePackets, startTogether],
  ...[spareHosts, weakenFaults, shortenFaults, closeGaps, endEarlier],
];

/**
 * A small scenario that fails as this one does: the same checker with the same kind of witness. Every step is a run;
 * chance is keyed, so that what is left out changes nothing else.
 *
 * @param wanted the failure, by its fingerprint
 * @returns undefined where the scenario does not fail in that way
 */
export function shrink(scenario: Scenario, wanted: string, options: ShrinkOptions): Shrunk | undefined {
  const checker = wanted.slice(0, wanted.indexOf(':')) as CheckerName;
  const before = sizeOf(scenario);
  const trial = new Trial(scenario, {
    ...{ wanted, checker, runs: options.runs, admits: options.admits },
    onRun: ({ runs, best }) => options.onProgress?.(runs, sizeOf(best)),
  });
  if (!trial.adopt(scenario)) return undefined;
  trial.adopt({ ...scenario, expectations: [claimOf(scenario, checker)] });
  for (let rest = Number.POSITIVE_INFINITY; ; ) {
    for (const pass of PASSES) pass(trial);
    const weight = JSON.stringify(trial.best).length;
    if (trial.isSpent || weight >= rest) break;
    rest = weight;
  }
  tidyNumbers(trial);
  const result = trial.best;
  const failure = failuresOf(result).find(({ fingerprint }) => fingerprint === wanted);
  if (failure === undefined) return undefined;
  const isMinimal = !trial.isSpent;
  return { scenario: result, failure, runs: trial.runs + 1, before, after: sizeOf(result), isMinimal };
}

/** The claim that the failure breaks: the scenario's own, or what every run must keep. */
function claimOf({ expectations }: Scenario, checker: CheckerName): Expectation {
  return expectations.find((claim) => claim.checker === checker) ?? { checker, wanted: 'holds' };
}

/** Asked one by one, so many operations tell more than a workload. */
const MOST_REQUESTS = 10;

/** Takes the requests that matter in place of the workload, where they are few. */
function spellOutRequests(trial: Trial): void {
  const before = trial.best;
  const spelled = spelledOut(before);
  if (spelled === undefined || !trial.adopt(spelled)) return;
  leaveOutParts(trial);
  const left = sizeOf(trial.best).operations;
  if (left > MOST_REQUESTS && 4 * left > sizeOf(before).operations) trial.goBackTo(before);
}
