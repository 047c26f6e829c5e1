import type { Settings } from '../core/settings.ts';
import type { Act, HostSelector } from '../scenario/act.ts';
import type { LinkFault, LinkSet } from '../scenario/link-fault.ts';
import type { Scenario } from '../scenario/scenario.ts';

/**
 * Whether every key keeps a majority of its replicas that no fault ever touches, whichever hosts these are. Faults that
 * lie on all links alike touch nobody in particular. Whom an act chooses only while it is played may be anybody.
 */
export function leavesMajority({ acts, hosts }: Scenario, { replicas, quorum }: Settings): boolean {
  const touched = new Set<number>();
  for (const act of acts) {
    const found = touchedBy(act, hosts.length);
    if (found === undefined) return false;
    for (const host of found) touched.add(host);
  }
  return touched.size <= Math.min(replicas, hosts.length) - quorum;
}

/** Undefined where nobody can say before the run. */
function touchedBy(act: Act, hosts: number): readonly number[] | undefined {
  switch (act.kind) {
    case 'install-fault':
      return touchedByFault(act.of, hosts);
    case 'isolate':
    case 'crash':
    case 'pause':
    case 'slow':
    case 'set-clock':
    case 'set-disk':
      return named(act.hosts);
    default:
      return [];
  }
}

function named(selector: HostSelector): readonly number[] | undefined {
  return selector.kind === 'numbers' ? selector.numbers : undefined;
}

function touchedByFault(of: LinkFault, hosts: number): readonly number[] {
  switch (of.kind) {
    case 'partition':
      return exceptLargest(of.groups, hosts);
    case 'packet':
      return [of.from];
    default:
      return ends(of.links);
  }
}

function ends({ from, to }: LinkSet): readonly number[] {
  return from ?? to ?? [];
}

/** Hosts in no group keep all their links. */
function exceptLargest(groups: readonly (readonly number[])[], hosts: number): readonly number[] {
  const largest = groups.reduce((most, group) => Math.max(most, group.length), 0);
  const side = groups.findIndex((group) => group.length === largest);
  const cut = groups.flatMap((group, nth) => (nth === side ? [] : group));
  return cut.length < hosts ? cut : [];
}
