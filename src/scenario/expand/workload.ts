import type { Profile } from '../../core/settings.ts';
import type { Selection } from '../../core/watch/watch-event.ts';
import type { ScenarioFile } from '../file/scenario-fields.ts';
import type { WatchPlan, WorkloadPlan } from '../workload.ts';

/** Later than a coordinator gives up by itself, so that most answers are definite. */
const TIMES: Readonly<Record<Profile, { readonly startTick: number; readonly timeoutTicks: number }>> = {
  classic: { startTick: 50, timeoutTicks: 40 },
  // Everybody knows everybody after some rounds of gossip.
  lan: { startTick: 5000, timeoutTicks: 300 },
  drill: { startTick: 300, timeoutTicks: 300 },
};
const THINK_TICKS = 10;

/** The workload of a file, with the defaults of its profile. */
export function workloadOf(file: ScenarioFile): WorkloadPlan | undefined {
  if (file.workload === undefined) return undefined;
  const { start, timeout, think, every, watch, ...same } = file.workload;
  const { startTick, timeoutTicks } = TIMES[file.profile];
  return {
    ...same,
    ...(watch === undefined ? {} : { watch: watchOf(watch) }),
    startTick: start ?? startTick,
    timeoutTicks: timeout ?? timeoutTicks,
    loop:
      every === undefined
        ? { kind: 'closed', thinkTicks: think ?? THINK_TICKS }
        : { kind: 'open', everyTicks: every },
  };
}

type WatchFields = NonNullable<NonNullable<ScenarioFile['workload']>['watch']>;

function watchOf({ watchers, prefix = 'k', key, room, think }: WatchFields): WatchPlan {
  const selection: Selection = key === undefined ? { prefix } : { prefix: key, exactly: true };
  return { watchers, selection, room, thinkTicks: think };
}
