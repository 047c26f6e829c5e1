import type { Act } from '../../scenario/act.ts';
import type { CheckerName } from '../../scenario/expectation.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { lower } from './ddmin.ts';
import { isHealing, partsOf, withActs } from './parts.ts';
import type { Trial } from './trial.ts';

/** What was broken once stays broken, however soon the run ends. The others judge the end, which must be given time. */
const AT_ONCE: readonly CheckerName[] = [
  ...(['register', 'one-outcome', 'unique-versions', 'no-fabricated-value'] as const),
  ...(['quorum-arithmetic', 'detector-accuracy'] as const),
];

/** Ends the run, or its hurting, as early as can be. */
export function endEarlier(trial: Trial): void {
  if (AT_ONCE.includes(trial.checker)) {
    trial.adopt(withoutHealing(trial.best));
    const scenario = trial.best;
    lower(scenario.endTick, 1, (tick) => trial.adopt(endingAt(scenario, tick)));
    return;
  }
  const scenario = trial.best;
  const { heal } = scenario;
  if (heal === undefined) return;
  // Not before the last act that must end by then, and with as much time after it as before.
  const busy = scenario.acts.filter(({ kind }) => kind !== 'heal' && kind !== 'request');
  const least = busy.reduce((last, { at }) => Math.max(last, at), 0) + 1;
  lower(heal.at, least, (tick) => trial.adopt(healingAt(scenario, tick)));
}

/** Ends each fault sooner. */
export function shortenFaults(trial: Trial): void {
  for (const [begin, end] of partsOf(trial.best)) {
    if (begin === undefined || end === undefined) continue;
    let last = end;
    lower(end.at, begin.at + 1, (at) => {
      const sooner = { ...last, at };
      if (!trial.adopt(withActs(trial.best, (act) => (act === last ? sooner : act)))) return false;
      last = sooner;
      return true;
    });
  }
}

/** Brings what happens closer together, where time is no part of the claim. */
export function closeGaps(trial: Trial): void {
  if (!AT_ONCE.includes(trial.checker)) return;
  const moments = momentsOf(trial.best);
  // From the last gap to the first, so that the ticks before a gap are still what they were.
  for (let place = moments.length - 1; place > 0; place -= 1) {
    const [before, after] = [moments[place - 1] ?? 0, moments[place] ?? 0];
    const scenario = trial.best;
    lower(after - before, 1, (gap) => trial.adopt(earlierAfter(scenario, before, after - before - gap)));
  }
}

function momentsOf({ acts, endTick, workload }: Scenario): readonly number[] {
  const ticks = [0, ...acts.map(({ at }) => at), ...(workload === undefined ? [] : [workload.startTick])];
  return [...new Set([...ticks, endTick])].sort((a, b) => a - b);
}

/** Everything after a tick, so much earlier. */
export function earlierAfter(scenario: Scenario, tick: number, by: number): Scenario {
  const moved = (at: number): number => (at > tick ? at - by : at);
  const { hosts, workload, heal, endTick } = scenario;
  return {
    ...withActs(scenario, (act) => movedAct(act, moved)),
    hosts: hosts.map((host) => ({ ...host, startTick: moved(host.startTick) })),
    workload: workload === undefined ? undefined : { ...workload, startTick: moved(workload.startTick) },
    heal: heal === undefined ? undefined : { ...heal, at: moved(heal.at) },
    endTick: moved(endTick),
  };
}

function movedAct(act: Act, moved: (at: number) => number): Act {
  if (act.kind !== 'install-fault' || act.of.kind !== 'packet') return { ...act, at: moved(act.at) };
  return { ...act, at: moved(act.at), of: { ...act.of, sentAt: moved(act.of.sentAt) } };
}

function withoutHealing(scenario: Scenario): Scenario {
  const kept = partsOf(scenario).filter((part) => !isHealing(part));
  return {
    ...scenario,
    acts: scenario.acts.filter((act) => kept.some((part) => part.includes(act))),
    heal: undefined,
  };
}

function endingAt(scenario: Scenario, tick: number): Scenario {
  const { acts, workload, heal } = scenario;
  const healed = heal !== undefined && heal.at < tick;
  return {
    ...scenario,
    acts: acts.filter(({ at }) => at < tick),
    workload: workload !== undefined && workload.startTick >= tick ? undefined : workload,
    heal: healed ? { at: heal.at, convergeTicks: Math.min(heal.convergeTicks, tick - heal.at) } : undefined,
    endTick: tick,
  };
}

function healingAt(scenario: Scenario, tick: number): Scenario {
  const { heal, endTick } = scenario;
  if (heal === undefined) return scenario;
  const sooner = heal.at - tick;
  const acts = scenario.acts.filter(({ kind, at }) => kind !== 'request' || at < endTick - sooner);
  const healed = withActs({ ...scenario, acts }, (act) =>
    act.kind === 'heal' && act.at === heal.at ? { ...act, at: tick } : act,
  );
  return { ...healed, heal: { ...heal, at: tick }, endTick: endTick - sooner };
}
