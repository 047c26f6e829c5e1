import { tick } from '../../../src/core/time.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../../../src/scenario/link-fault.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { Network } from '../../../src/sim/network/network.ts';
import type { Fate } from './wire.ts';
import { labelled, Notebook } from './wire.ts';

export const HOSTS = 5;
export const ONE_TICK: LatencyShape = { kind: 'uniform', min: 1, max: 1 };
export const EVERY_LINK: LinkSet = {};

export interface Sending {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/** In force from the start of tick `at` to the start of tick `until`. */
export interface Installation {
  readonly fault: number;
  readonly of: LinkFault;
  readonly at?: number;
  readonly until?: number;
}

interface Experiment {
  readonly seed: number;
  readonly latency?: LatencyShape;
  readonly faults: readonly Installation[];
  /** In order of time. */
  readonly sendings: readonly Sending[];
  /** The lossy window, in percent. */
  readonly lossPercent?: number;
}

/** Plays an experiment to its last sending and the end of its last fault. */
export function fatesIn(experiment: Experiment): readonly Fate[] {
  const { seed, latency = ONE_TICK, faults, sendings, lossPercent = 0 } = experiment;
  const network = new Network(new Chance(seed), latency, HOSTS);
  network.setLoss(ratio(lossPercent, 100));
  const notebook = new Notebook();
  const end = Math.max(0, ...sendings.map(({ at }) => at), ...faults.map(({ until }) => until ?? 0));
  for (let now = 0; now <= end; now += 1) {
    for (const { fault, of, at = 0 } of faults) if (at === now) network.install(fault, of);
    for (const { fault, until } of faults) if (until === now) network.remove(fault, tick(now), notebook);
    for (const { at, from, to, label } of sendings)
      if (at === now) network.carry(from, to, tick(now), labelled(label), notebook);
  }
  return notebook.fates;
}

export function fatesOf(label: number, fates: readonly Fate[]): readonly Fate[] {
  return fates.filter((fate) => fate.label === label);
}

/** `count` packets on the link 1 → 2, one each tick from 0, labelled by their ticks. */
export function stream(count: number): readonly Sending[] {
  return Array.from({ length: count }, (_, at) => ({ at, from: 1, to: 2, label: at }));
}
