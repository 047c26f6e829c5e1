import type { Scenario } from '../../scenario/scenario.ts';

/** Clients go on for a quarter of the time to converge, so that the healed world is seen at work, and then leave it alone. */
export function lastOperationTick({ heal, endTick }: Scenario): number {
  return heal === undefined ? endTick : heal.at + Math.floor(heal.convergeTicks / 4);
}
