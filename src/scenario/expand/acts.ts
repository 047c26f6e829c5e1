import type { Act } from '../act.ts';
import type { NetworkPlan } from '../file/network-fields.ts';
import type { ScenarioFile } from '../file/scenario-fields.ts';
import type { LinkFault } from '../link-fault.ts';
import type { Draft, Stage } from './draft.ts';
import { numberOf } from './draft.ts';
import { expandFault } from './fault.ts';
import type { Schedule } from './schedule.ts';

/** The number of the act that ends the hurting; below all blocks. */
export const HEAL_NUMBER = 999;

/** What is always wrong with a network, by the numbers of the acts that install it. */
export const BASE_FAULTS = ['loss', 'duplicate', 'corrupt', 'reorder', 'bandwidth'] as const;

/** All acts of a file in order of time; those of one tick in the order of the file, the heal last. */
export function actsOf(file: ScenarioFile, stage: Stage, { heal }: Schedule): readonly Act[] {
  const acts = [...baseActs(file.network)];
  file.faults.forEach((fault, index) => {
    const first = numberOf(fault, index);
    acts.push(
      ...expandFault(fault, first, stage).map((draft, nth): Act => ({ ...draft, number: first + nth })),
    );
  });
  if (heal?.play === true) acts.push({ kind: 'heal', at: heal.at, number: HEAL_NUMBER });
  return numberRequests(acts.sort((a, b) => a.at - b.at));
}

/** The latest tick at which an entry of the file does something. */
export function lastActOf(file: ScenarioFile, stage: Stage): number {
  const ticks = file.faults.flatMap((fault, index) => [
    fault.at,
    ...expandFault(fault, numberOf(fault, index), stage).map(({ at }: Draft) => at),
  ]);
  return ticks.reduce((last, at) => Math.max(last, at), 0);
}

function baseActs(network: NetworkPlan): readonly Act[] {
  const found: Act[] = [];
  BASE_FAULTS.forEach((kind, number) => {
    const of = baseFault(kind, network);
    if (of !== undefined) found.push({ kind: 'install-fault', at: 0, number, fault: number, of });
  });
  return found;
}

function baseFault(kind: (typeof BASE_FAULTS)[number], network: NetworkPlan): LinkFault | undefined {
  const links = {};
  switch (kind) {
    case 'loss':
    case 'duplicate':
    case 'corrupt': {
      const ratio = network[kind];
      return ratio === undefined ? undefined : { kind, links, ratio };
    }
    case 'reorder':
      return network.reorder === undefined
        ? undefined
        : { kind, links, ratio: network.reorder.share, by: network.reorder.by };
    case 'bandwidth':
      return network.bandwidth === undefined ? undefined : { kind, links, ...network.bandwidth };
  }
}

/** Requests that the file does not number count on from those before them. */
function numberRequests(acts: readonly Act[]): readonly Act[] {
  let asked = 0;
  return acts.map((act) => {
    if (act.kind !== 'request') return act;
    const request = act.request === -1 ? asked : act.request;
    asked += 1;
    return { ...act, request };
  });
}
