import type { Scenario } from '../../scenario/scenario.ts';
import type { JudgedRow } from '../judge.ts';
import { fingerprint } from '../judge.ts';
import { judgeRun } from '../judge-run.ts';

/** How many futures of a run fail in the same way when everything from a tick on is left to chance again. */
export interface Odds {
  readonly tick: number;
  readonly failed: number;
  readonly futures: number;
}

/** The part of a run in which a failure became much more likely: the draws of the ticks `from` ≤ t < `to`. */
export interface Rise {
  readonly from: number;
  readonly to: number;
  readonly before: Odds;
  readonly after: Odds;
}

export interface FuturesPlan {
  /** Futures tried from each moment. */
  readonly futures: number;
  /** The last tick of the failure: from the one after, nothing is left to chance any more. */
  readonly until: number;
  /** Told after each moment, of how many at most. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** Moments spread evenly over the run up to the failure, its beginning and its end included. */
const SPREAD = 9;
/** Moments spent on finding the steepest rise more exactly. */
const REFINED = 7;

/** How many moments are looked at, at most. */
export const MOMENTS = SPREAD + REFINED;

/**
 * From when on a failure was inevitable: the share of futures that fail like `row`, from moments of the run in order. The
 * plan of the scenario stays as it is; what is drawn anew are packets, gossip, clients and disks. First evenly
 * spread moments, then ever more where the share rises most.
 */
export function findOdds(scenario: Scenario, row: JudgedRow, plan: FuturesPlan): readonly Odds[] {
  const wanted = fingerprint(row);
  const only: Scenario = { ...scenario, expectations: [{ checker: row.checker, wanted: row.wanted }] };
  const odds: Odds[] = [];
  const look = (tick: number): void => {
    if (odds.some((known) => known.tick === tick)) return;
    const failed = tick > plan.until ? plan.futures : count(only, tick, plan.futures, wanted);
    odds.push({ tick, failed, futures: plan.futures });
    odds.sort((a, b) => a.tick - b.tick);
    plan.onProgress?.(odds.length, MOMENTS);
  };
  const last = plan.until + 1;
  for (let nth = 0; nth < SPREAD; nth += 1) look(Math.floor((last * nth) / (SPREAD - 1)));
  for (let nth = 0; nth < REFINED; nth += 1) {
    const rise = steepestRise(odds);
    if (rise === undefined || rise.to - rise.from === 1) break;
    look(Math.floor((rise.from + rise.to) / 2));
  }
  return odds;
}

/** The largest rise between two neighbours, the first where several are alike; undefined where nothing rises. */
export function steepestRise(odds: readonly Odds[]): Rise | undefined {
  let best: Rise | undefined;
  for (const [index, after] of odds.entries()) {
    const before = odds[index - 1];
    if (before === undefined || after.failed <= before.failed) continue;
    const rise = { from: before.tick, to: after.tick, before, after };
    if (best === undefined || heightOf(rise) > heightOf(best)) best = rise;
  }
  return best;
}

function heightOf({ before, after }: Rise): number {
  return after.failed - before.failed;
}

function count(scenario: Scenario, from: number, futures: number, wanted: string): number {
  let failed = 0;
  for (let number = 1; number <= futures; number += 1) {
    const { rows } = judgeRun({ ...scenario, future: { from, number } });
    if (rows.some((row) => fingerprint(row) === wanted)) failed += 1;
  }
  return failed;
}
