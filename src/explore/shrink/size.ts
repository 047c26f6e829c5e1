import type { Scenario } from '../../scenario/scenario.ts';
import { isHealing, partsOf } from './parts.ts';

/** How much there is to understand in a scenario. */
export interface Size {
  readonly hosts: number;
  /** Faults, each counted once with its end; healing is none. */
  readonly faults: number;
  /** Of the workload, and those that the scenario asks itself. */
  readonly operations: number;
  readonly clients: number;
  readonly ticks: number;
}

export function sizeOf(scenario: Scenario): Size {
  const { hosts, workload, acts, endTick } = scenario;
  const requests = acts.filter(({ kind }) => kind === 'request').length;
  const parts = partsOf(scenario).filter((part) => !isHealing(part)).length;
  return {
    hosts: hosts.length,
    faults: parts - requests,
    operations: (workload?.operations ?? 0) + requests,
    clients: workload?.clients ?? 0,
    ticks: endTick,
  };
}
