import type { Act, Deed, HostSelector } from '../../scenario/act.ts';
import type { LinkFault } from '../../scenario/link-fault.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Trial } from './trial.ts';

const USUAL_REPLICAS = 3;

/**
 * Leaves out hosts one by one, the last one first; those above move down by one. As many stay as a key has replicas,
 * since with fewer the claims are about another store.
 */
export function leaveOutHosts(trial: Trial): void {
  const least = trial.best.settings.replicas ?? USUAL_REPLICAS;
  for (let host = trial.best.hosts.length; host >= 1 && trial.best.hosts.length > least; host -= 1) {
    const smaller = withoutHost(trial.best, host);
    if (smaller !== undefined) trial.adopt(smaller);
  }
}

/** @returns undefined where an act needs the host, or nobody would be left to let others in */
function withoutHost(scenario: Scenario, host: number): Scenario | undefined {
  const hosts = scenario.hosts
    .filter(({ number }) => number !== host)
    .map((plan) => ({ ...plan, number: renamed(plan.number, host) }));
  if (!hosts.some(({ introducer }) => introducer)) return undefined;
  const acts: Act[] = [];
  for (const act of scenario.acts) {
    const deed = deedWithout(act, host);
    if (deed === undefined) return undefined;
    acts.push({ ...deed, at: act.at, number: act.number });
  }
  return { ...scenario, hosts, acts };
}

function renamed(number: number, gone: number): number {
  return number > gone ? number - 1 : number;
}

function others(hosts: readonly number[], gone: number): readonly number[] {
  return hosts.filter((host) => host !== gone).map((host) => renamed(host, gone));
}

function deedWithout(act: Act, gone: number): Deed | undefined {
  if (act.kind === 'request') {
    if (act.by === undefined) return act;
    return act.by === gone ? undefined : { ...act, by: renamed(act.by, gone) };
  }
  if (act.kind === 'install-fault') {
    const of = faultWithout(act.of, gone);
    return of === undefined ? undefined : { ...act, of };
  }
  if (!('hosts' in act)) return act;
  const hosts = selectorWithout(act.hosts, gone);
  if (hosts === undefined) return undefined;
  if (act.kind !== 'restart' || act.disk.kind !== 'swapped') return { ...act, hosts };
  if (act.disk.with === gone) return undefined;
  return { ...act, hosts, disk: { kind: 'swapped', with: renamed(act.disk.with, gone) } };
}

function selectorWithout(selector: HostSelector, gone: number): HostSelector | undefined {
  if (selector.kind !== 'numbers') return selector;
  const numbers = others(selector.numbers, gone);
  return numbers.length === 0 ? undefined : { kind: 'numbers', numbers };
}

function faultWithout(of: LinkFault, gone: number): LinkFault | undefined {
  if (of.kind === 'partition') {
    const groups = of.groups.map((group) => others(group, gone));
    return groups.some((group) => group.length === 0) ? undefined : { ...of, groups };
  }
  if (of.kind === 'packet') {
    if (of.from === gone || of.to === gone) return undefined;
    return { ...of, from: renamed(of.from, gone), to: renamed(of.to, gone) };
  }
  const { from, to } = of.links;
  const links = {
    ...(from === undefined ? {} : { from: others(from, gone) }),
    ...(to === undefined ? {} : { to: others(to, gone) }),
  };
  return links.from?.length === 0 || links.to?.length === 0 ? undefined : { ...of, links };
}
