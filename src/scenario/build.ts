import { actsOf, lastActOf } from './expand/acts.ts';
import type { Stage } from './expand/draft.ts';
import { scheduleOf } from './expand/schedule.ts';
import { workloadOf } from './expand/workload.ts';
import type { ScenarioFile } from './file/scenario-fields.ts';
import type { SettingsOverrides } from './overrides.ts';
import type { HostPlan, Scenario } from './scenario.ts';
import { drawSwarm } from './swarm.ts';

/** A host of this zone is in none. */
const NO_ZONE = 'none';

/** The scenario of a file under one seed: everything drawn, everything expanded. */
export function buildScenario(file: ScenarioFile, seed: number): Scenario {
  const drawn = drawSwarm(file, seed);
  const stage = stageOf(drawn, seed);
  const schedule = scheduleOf(drawn, lastActOf(drawn, stage));
  const { heal, endTick } = schedule;
  return {
    title: drawn.title,
    why: drawn.why,
    source: drawn.source,
    grading: drawn.grading,
    seed,
    profile: drawn.profile,
    settings: settingsOf(drawn),
    hosts: hostsOf(drawn),
    network: { latency: drawn.network.latency },
    workload: workloadOf(drawn),
    acts: actsOf(drawn, stage, schedule),
    heal: heal === undefined ? undefined : { at: heal.at, convergeTicks: heal.convergeTicks },
    endTick,
    expectations: drawn.expect,
    remarks: drawn.remarks,
  };
}

function stageOf(file: ScenarioFile, seed: number): Stage {
  return { seed, nodes: file.cluster.nodes };
}

/** More copies need a larger quorum: a majority of them, unless the file says another. */
function settingsOf({ settings, cluster }: ScenarioFile): SettingsOverrides {
  const { replicas, tokens, consistency } = cluster;
  return {
    ...(replicas === undefined ? {} : { replicas, quorum: Math.floor(replicas / 2) + 1 }),
    ...(tokens === undefined ? {} : { tokensPerNode: tokens }),
    ...(consistency === undefined ? {} : { level: consistency }),
    ...settings,
  };
}

function hostsOf({ cluster, faults }: ScenarioFile): readonly HostPlan[] {
  const late = new Map(
    faults.flatMap((fault) => (fault.what === 'join' ? [[fault.join, fault.at] as const] : [])),
  );
  return Array.from({ length: cluster.nodes }, (_, index) => {
    const number = index + 1;
    const startTick = late.get(number) ?? startOf(cluster.starts, index);
    const introducer = cluster.introducers.includes(number);
    const joins = late.has(number) ? ({ joins: true } as const) : {};
    return { number, startTick, introducer, ...joins, ...seatOf(cluster, index) };
  });
}

/** Zones, weights and names of clusters are given in turn: host by host, and again from the first when there are fewer than hosts. */
function seatOf(
  { zones, weights, names }: ScenarioFile['cluster'],
  index: number,
): Pick<HostPlan, 'zone' | 'weight' | 'cluster'> {
  const zone = zones?.[index % zones.length] ?? NO_ZONE;
  const weight = weights?.[index % weights.length] ?? 1;
  const cluster = names?.[index % names.length];
  return {
    ...(zone === NO_ZONE ? {} : { zone }),
    ...(weight === 1 ? {} : { weight }),
    ...(cluster === undefined ? {} : { cluster }),
  };
}

function startOf(starts: ScenarioFile['cluster']['starts'], index: number): number {
  if (typeof starts === 'number') return starts;
  if (Array.isArray(starts)) return starts[index] ?? 0;
  return 'together' in starts ? Math.floor(index / starts.together) * starts.every : 0;
}
