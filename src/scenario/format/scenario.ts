import type { Act } from '../act.ts';
import { BASE_FAULTS, HEAL_NUMBER } from '../expand/acts.ts';
import { BLOCK } from '../expand/draft.ts';
import { formatExact } from '../file/exact-ratio.ts';
import type { Scenario } from '../scenario.ts';
import type { WatchPlan, WorkloadPlan } from '../workload.ts';
import type { Fields } from './entry.ts';
import { entryOf, latency } from './entry.ts';
import { entriesOf } from './faults.ts';

/** Everything that a file must say to be read back as this scenario. */
export function fieldsOf(scenario: Scenario, paired: boolean): Fields {
  const { title, why, source, grading, seed, profile, settings, workload, heal, expectations, remarks } =
    scenario;
  const base = paired ? scenario.acts.filter(isBase) : [];
  const healing = scenario.acts.find((act) => isHealing(act, scenario));
  const late = joinsOf(scenario);
  const others = scenario.acts.filter((act) => !base.includes(act) && act !== healing);
  return {
    title,
    ...(why === '' ? {} : { why }),
    ...(source === '' ? {} : { source }),
    ...(grading === undefined ? {} : { grading }),
    seed,
    profile,
    ...(Object.keys(settings).length === 0 ? {} : { settings: { ...settings } }),
    cluster: clusterOf(scenario),
    network: { latency: latency(scenario.network.latency), ...Object.assign({}, ...base.map(baseField)) },
    ...(workload === undefined ? {} : { workload: workloadOf(workload) }),
    ...(others.length + late.length === 0 ? {} : { faults: [...entriesOf(others, paired), ...late] }),
    ...(heal === undefined
      ? {}
      : {
          heal: healing === undefined ? { at: heal.at, play: false } : heal.at,
          converge: heal.convergeTicks,
        }),
    end: scenario.endTick,
    ...(expectations.length === 0
      ? {}
      : { expect: Object.fromEntries(expectations.map(({ checker, wanted }) => [checker, wanted])) }),
    ...(remarks.length === 0 ? {} : { remarks: [...remarks] }),
  };
}

/** Hosts that come later, as entries of their own; their numbers are above all others. */
function joinsOf({ acts, hosts }: Scenario): readonly Fields[] {
  const first = Math.ceil((acts.reduce((most, { number }) => Math.max(most, number), 0) + 1) / BLOCK) + 1;
  const late = hosts.filter(({ joins }) => joins === true);
  return late.map(({ number, startTick }, place) => ({
    ...{ at: startTick, join: `n${number}`, number: (first + place) * BLOCK },
  }));
}

function startOf(index: number): number {
  return Math.floor(index / 4);
}

function clusterOf({ hosts }: Scenario): Fields {
  const starts = hosts.map(({ startTick, joins }, index) => (joins === true ? startOf(index) : startTick));
  const usual = starts.every((start, index) => start === startOf(index));
  const zones = hosts.map(({ zone = 'none' }) => zone);
  const weights = hosts.map(({ weight = 1 }) => weight);
  const names = hosts.map(({ cluster }) => cluster);
  const introducers = hosts.filter(({ introducer }) => introducer).map(({ number }) => `n${number}`);
  return {
    nodes: hosts.length,
    ...(usual ? {} : { starts }),
    ...(introducers.join() === 'n1' ? {} : { introducers }),
    ...(zones.every((zone) => zone === 'none') ? {} : { zones }),
    ...(weights.every((weight) => weight === 1) ? {} : { weights }),
    ...(names.includes(undefined) ? {} : { names }),
  };
}

function workloadOf(plan: WorkloadPlan): Fields {
  const {
    kind,
    clients,
    keys,
    operations,
    reads,
    batch,
    lists,
    startTick,
    loop,
    timeoutTicks,
    retries,
    coordinator,
  } = plan;
  return {
    ...{ kind, clients, keys, operations, reads: formatExact(reads), start: startTick },
    ...(batch === undefined ? {} : { batch }),
    ...(lists === undefined ? {} : { lists: formatExact(lists) }),
    ...(loop.kind === 'closed' ? { think: loop.thinkTicks } : { every: loop.everyTicks }),
    ...{ timeout: timeoutTicks, retries, coordinator, singleWriter: plan.singleWriter },
    ...(plan.level === undefined ? {} : { level: plan.level }),
    ...(plan.ttl === undefined ? {} : { ttl: plan.ttl }),
    ...(plan.watch === undefined ? {} : { watch: watchOf(plan.watch) }),
  };
}

function watchOf({ watchers, selection, room, thinkTicks }: WatchPlan): Fields {
  const { prefix, exactly } = selection;
  return { watchers, ...(exactly === true ? { key: prefix } : { prefix }), room, think: thinkTicks };
}

/** True of what `network` says, apart from its latency. */
function isBase(act: Act): boolean {
  if (act.kind !== 'install-fault' || act.at !== 0 || act.fault !== act.number) return false;
  const { of } = act;
  return of.kind === BASE_FAULTS[act.number] && Object.keys(of.links).length === 0;
}

function baseField(act: Act): Fields {
  const { at: _, ...field } = entryOf(act);
  if (act.kind !== 'install-fault' || act.of.kind !== 'reorder') return field;
  return { reorder: { share: formatExact(act.of.ratio), by: act.of.by } };
}

function isHealing(act: Act, { heal }: Scenario): boolean {
  return act.kind === 'heal' && act.at === heal?.at && act.number === HEAL_NUMBER;
}
