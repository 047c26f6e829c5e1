import type { Checkpoint } from '../trace/digest.ts';

/** What two runs of one testcase and seed must have in common. */
export interface Fingerprint {
  readonly digest: string;
  readonly events: number;
  readonly checkpoints: readonly Checkpoint[];
}

/** The events numbered `from` < n ≤ `to`, counted from 1, among which two runs part. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** One event of a window: its number, the digest after it, and what it says. */
export interface WitnessLine {
  readonly event: number;
  readonly digest: string;
  readonly text: string;
}

/** Where two runs part; `undefined` stands for a run that has ended before. */
export interface Divergence {
  readonly event: number;
  readonly here: string | undefined;
  readonly there: string | undefined;
}

/** @returns undefined where the runs are the same, else the shortest window that holds their first difference */
export function divergingWindow(here: Fingerprint, there: Fingerprint): Window | undefined {
  if (here.digest === there.digest && here.events === there.events) return undefined;
  let from = 0;
  const shared = Math.min(here.checkpoints.length, there.checkpoints.length);
  for (let i = 0; i < shared; i += 1) {
    const [ours, theirs] = [here.checkpoints[i], there.checkpoints[i]];
    if (ours === undefined || theirs === undefined) break;
    if (ours.digest !== theirs.digest) return { from, to: ours.events };
    from = ours.events;
  }
  return { from, to: Math.max(here.events, there.events) };
}

/**
 * The first event of a window after which the digests differ.
 * @returns undefined where the window is the same in both: then what differed the first time did not come back
 */
export function firstDivergence(
  here: readonly WitnessLine[],
  there: readonly WitnessLine[],
): Divergence | undefined {
  return firstWhere(here, there, ({ digest }) => digest);
}

/**
 * The first event of a window that reads differently. It may come after the first divergence of the digests, where
 * what went astray at first was not seen in the events, such as a chance drawn for later.
 */
export function firstVisibleDivergence(
  here: readonly WitnessLine[],
  there: readonly WitnessLine[],
): Divergence | undefined {
  return firstWhere(here, there, ({ text }) => text);
}

/** The first event of which the two windows say different things, or that only one of them has. */
function firstWhere(
  here: readonly WitnessLine[],
  there: readonly WitnessLine[],
  said: (line: WitnessLine) => string,
): Divergence | undefined {
  const length = Math.max(here.length, there.length);
  for (let i = 0; i < length; i += 1) {
    const [ours, theirs] = [here[i], there[i]];
    const found = ours ?? theirs;
    if (found === undefined || (ours && said(ours)) === (theirs && said(theirs))) continue;
    return { event: found.event, here: ours?.text, there: theirs?.text };
  }
  return undefined;
}
