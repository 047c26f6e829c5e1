import type { Profile } from '../../core/settings.ts';
import type { ScenarioFile } from '../file/scenario-fields.ts';
import type { LatencyShape } from '../link-fault.ts';
import type { WorkloadPlan } from '../workload.ts';
import { workloadOf } from './workload.ts';

/** Periodic things are slower at `lan`, and so is everything that waits for them. */
const CONVERGE: Readonly<Record<Profile, number>> = { classic: 1000, lan: 20_000, drill: 1000 };
/** What a swarm plays before it heals, where its file does not say. */
export const SWARM_HEAL = 3000;

/** When a file's hurting ends, and when the run does. */
export interface Schedule {
  readonly heal: { readonly at: number; readonly convergeTicks: number; readonly play: boolean } | undefined;
  readonly endTick: number;
}

/** @param lastAct the latest tick of an act */
export function scheduleOf(file: ScenarioFile, lastAct: number): Schedule {
  const convergeTicks = file.converge ?? CONVERGE[file.profile];
  const planned = file.heal ?? (file.swarm === undefined ? undefined : { at: SWARM_HEAL, play: true });
  const heal = planned === undefined ? undefined : { ...planned, convergeTicks };
  if (file.end !== undefined) return { heal, endTick: file.end };
  if (heal !== undefined) return { heal, endTick: heal.at + convergeTicks };
  const workload = workloadOf(file);
  const busyUntil = workload === undefined ? 0 : endOf(workload, longest(file.network.latency));
  return { heal, endTick: Math.max(lastAct, busyUntil) + CONVERGE[file.profile] };
}

/** About when a workload is done: a client's round of four messages, thought included, for each operation. */
function endOf(plan: WorkloadPlan, delay: number): number {
  const each = Math.ceil(plan.operations / plan.clients);
  const round = plan.loop.kind === 'open' ? plan.loop.everyTicks : plan.loop.thinkTicks + 4 * delay;
  return plan.startTick + each * Math.max(1, round);
}

function longest(shape: LatencyShape): number {
  switch (shape.kind) {
    case 'uniform':
      return shape.max;
    case 'exponential':
      return 2 * shape.mean;
    case 'bimodal':
      return Math.max(shape.fast.max, shape.slow.max);
  }
}
