import type { Act, HostSelector } from '../../scenario/act.ts';
import type { LinkSet } from '../../scenario/link-fault.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { ddmin } from './ddmin.ts';
import type { Part } from './parts.ts';
import { isHealing, keepOnly, partsOf, withActs } from './parts.ts';
import type { Trial } from './trial.ts';

/** Leaves out faults with their ends, and requests, until each that is left is needed. Healing stays. */
export function leaveOutParts(trial: Trial): void {
  const scenario = trial.best;
  const parts = partsOf(scenario);
  const healing = parts.filter(isHealing);
  const others = parts.filter((part) => !isHealing(part));
  ddmin(others, (kept) => trial.adopt(keepOnly(scenario, [...kept, ...healing])));
}

/** Hurts fewer hosts and links in each fault that is left. */
export function spareHosts(trial: Trial): void {
  for (const part of partsOf(trial.best)) {
    let now = part;
    for (const host of hostsOf(part[0])) {
      const spared = now.map((act) => spare(act, host));
      if (!spared.every(hurtsSomebody)) continue;
      if (trial.adopt(replaced(trial.best, now, spared))) now = spared;
    }
  }
}

function replaced(scenario: Scenario, before: Part, after: Part): Scenario {
  return withActs(scenario, (act) => after[before.indexOf(act)] ?? act);
}

function hostsOf(act: Act | undefined): readonly number[] {
  if (act === undefined) return [];
  if ('hosts' in act) return act.hosts.kind === 'numbers' ? act.hosts.numbers : [];
  if (act.kind !== 'install-fault') return [];
  const { of } = act;
  if (of.kind === 'partition') return of.groups.flat();
  return 'links' in of ? [...new Set([...(of.links.from ?? []), ...(of.links.to ?? [])])] : [];
}

function hurtsSomebody(act: Act): boolean {
  if ('hosts' in act) return act.hosts.kind !== 'numbers' || act.hosts.numbers.length > 0;
  if (act.kind !== 'install-fault') return true;
  const { of } = act;
  if (of.kind === 'partition') return of.groups.every((group) => group.length > 0);
  return !('links' in of) || (of.links.from?.length !== 0 && of.links.to?.length !== 0);
}

function spare(act: Act, host: number): Act {
  if ('hosts' in act) return { ...act, hosts: selectorWithout(act.hosts, host) };
  if (act.kind !== 'install-fault') return act;
  const { of } = act;
  if (of.kind === 'partition') {
    const groups = of.groups.map((group) => group.filter((one) => one !== host));
    return { ...act, of: { ...of, groups } };
  }
  return 'links' in of ? { ...act, of: { ...of, links: linksWithout(of.links, host) } } : act;
}

function selectorWithout(selector: HostSelector, host: number): HostSelector {
  if (selector.kind !== 'numbers') return selector;
  return { ...selector, numbers: selector.numbers.filter((one) => one !== host) };
}

function linksWithout({ from, to }: LinkSet, host: number): LinkSet {
  const others = (hosts: readonly number[]) => hosts.filter((one) => one !== host);
  return {
    ...(from === undefined ? {} : { from: others(from) }),
    ...(to === undefined ? {} : { to: others(to) }),
  };
}
