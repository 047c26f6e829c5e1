import type { ScenarioFile } from '../file/scenario-fields.ts';
import type { WorkloadPlan } from '../workload.ts';

/** Later than a coordinator gives up by itself, so that most answers are definite. */
const DRILL = { startTick: 300, timeoutTicks: 300 };
const CLASSIC = { startTick: 50, timeoutTicks: 40 };
const THINK_TICKS = 10;

/** The workload of a file, with the defaults of its profile. */
export function workloadOf(file: ScenarioFile): WorkloadPlan | undefined {
  if (file.workload === undefined) return undefined;
  const { start, timeout, think, every, ...same } = file.workload;
  const { startTick, timeoutTicks } = file.profile === 'classic' ? CLASSIC : DRILL;
  return {
    ...same,
    startTick: start ?? startTick,
    timeoutTicks: timeout ?? timeoutTicks,
    loop:
      every === undefined
        ? { kind: 'closed', thinkTicks: think ?? THINK_TICKS }
        : { kind: 'open', everyTicks: every },
  };
}
