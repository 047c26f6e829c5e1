import type { SettingsOverrides } from '../scenario/overrides.ts';
import type { HostPlan, Scenario } from '../scenario/scenario.ts';
import type { WorkloadPlan } from '../scenario/workload.ts';
import { repeatActs } from './repeat-acts.ts';
import { TortureError } from './torture-error.ts';

export interface TortureWish {
  /** Hosts; those of the scenario where it is absent. */
  readonly nodes?: number | undefined;
  /** How long the hurting lasts. Unit: milliseconds. */
  readonly timeMs?: number | undefined;
}

/** Periods of the profile `drill` are so many times shorter than those of real clusters. */
const DRILL_SPEED = 20;
/** From the healing to the last look, where the scenario is no measure: everybody is found again within 8 s, and compared with once after that. */
const CONVERGE_MS = 15_000;
/** A real cluster answers within its own time-outs, five attempts of 200 ms. */
const LEAST_TIMEOUT_MS = 2_000;
const LEAST_THINK_MS = 5;
/** More make a history that takes long to judge: clients think longer instead. */
const MOST_OPERATIONS = 150_000;

/**
 * A scenario as real processes can play it, one tick a millisecond: the profile is that of real clusters, and the acts
 * are repeated, or stretched, to fill the time. What comes out is a scenario like any other, which the simulator can
 * run too. @throws TortureError
 */
export function planTorture(scenario: Scenario, { nodes, timeMs }: TortureWish): Scenario {
  if (scenario.profile === 'classic')
    throw new TortureError(
      'its profile is classic, a clock of ticks without disks; allowed: scenarios of the profiles lan and drill',
    );
  const { remarks, settings } = settingsFor(scenario);
  const hurting = scenario.heal?.at ?? scenario.endTick;
  const pace = scenario.profile === 'drill' ? DRILL_SPEED : 1;
  const time = timeMs ?? hurting * pace;
  const rounds = Math.max(1, Math.round(time / (hurting * pace)));
  const stretch = pace === 1 && time >= hurting ? 1 : time / (rounds * hurting);
  const acts = repeatActs(scenario.acts, { rounds, period: hurting, stretch, end: time });
  const converge = pace === 1 ? (scenario.heal?.convergeTicks ?? CONVERGE_MS) : CONVERGE_MS;
  const heal = {
    kind: 'heal',
    at: time,
    number: acts.reduce((most, act) => Math.max(most, act.number), 0) + 1,
  } as const;
  return {
    ...scenario,
    profile: 'lan',
    settings,
    hosts: hostsFor(scenario, nodes, stretch),
    workload: scenario.workload && workloadFor(scenario.workload, scenario, time + converge / 4),
    acts: [...acts, heal],
    heal: { at: time, convergeTicks: converge },
    endTick: time + converge,
    remarks: [
      ...scenario.remarks,
      `real processes: a tick is a millisecond; ${rounds} × the acts of the scenario in ${time} ms, then ${converge} ms to converge`,
      ...remarks,
    ],
  };
}

/** Periods of a drill mean nothing at the pace of real clusters. */
function settingsFor({ profile, settings }: Scenario): {
  readonly settings: SettingsOverrides;
  readonly remarks: readonly string[];
} {
  if (profile === 'lan') return { settings, remarks: [] };
  const left = Object.keys(settings).filter((name) => name.endsWith('Ticks'));
  const kept = Object.fromEntries(Object.entries(settings).filter(([name]) => !left.includes(name)));
  const remark = `settings in the pace of a drill are left as real clusters have them: ${left.join(', ')}`;
  return { settings: kept, remarks: left.length === 0 ? [] : [remark] };
}

function hostsFor(
  { hosts, acts }: Scenario,
  nodes: number | undefined,
  stretch: number,
): readonly HostPlan[] {
  const wanted = nodes ?? hosts.length;
  const named = acts.flatMap((act) =>
    'hosts' in act && act.hosts.kind === 'numbers'
      ? act.hosts.numbers
      : 'by' in act && act.by !== undefined
        ? [act.by]
        : [],
  );
  const least = Math.max(1, ...named);
  if (wanted < least)
    throw new TortureError(
      `--nodes is ${wanted}, and the scenario speaks of n${least}; allowed: ${least} and more`,
    );
  if (hosts.some(({ cluster }) => cluster !== undefined))
    throw new TortureError('it has hosts of several clusters, and real nodes are started as one');
  if (hosts.some(({ zone, weight }) => zone !== undefined || weight !== undefined))
    throw new TortureError('it has hosts with zones or weights, which real nodes do not have yet');
  return Array.from({ length: wanted }, (_, index): HostPlan => {
    const number = index + 1;
    const of = hosts[index];
    const startTick = of?.joins === true ? Math.round(of.startTick * stretch) : 0;
    const joins = of?.joins === true ? ({ joins: true } as const) : {};
    return { number, startTick, introducer: number === 1, ...joins };
  });
}

function workloadFor(plan: WorkloadPlan, { settings }: Scenario, timeMs: number): WorkloadPlan {
  const { clients, loop, level = settings.level, lists: _, watch: __, ...rest } = plan;
  const least = Math.max(LEAST_THINK_MS, Math.ceil((clients * timeMs) / MOST_OPERATIONS));
  return {
    ...rest,
    clients,
    startTick: Math.min(plan.startTick, 1_000),
    operations: MOST_OPERATIONS,
    timeoutTicks: Math.max(LEAST_TIMEOUT_MS, plan.timeoutTicks),
    loop:
      loop.kind === 'closed'
        ? { kind: 'closed', thinkTicks: Math.max(least, loop.thinkTicks) }
        : { kind: 'open', everyTicks: Math.max(least, loop.everyTicks) },
    ...(level === undefined ? {} : { level }),
  };
}
