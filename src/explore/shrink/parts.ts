import type { Act, HostSelector } from '../../scenario/act.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** Acts that come and go together: a fault and its end, or a single act. An end without its fault would say nothing. */
export type Part = readonly Act[];

/** The acts of a scenario by parts, in the order of their beginnings. */
export function partsOf({ acts }: Pick<Scenario, 'acts'>): readonly Part[] {
  const taken = new Set<Act>();
  const parts: Part[] = [];
  acts.forEach((act, place) => {
    if (taken.has(act)) return;
    const end = acts.slice(place + 1).find((later) => !taken.has(later) && isEndOf(later, act));
    if (end !== undefined) taken.add(end);
    parts.push(end === undefined ? [act] : [act, end]);
  });
  return parts;
}

/** The same scenario with these parts only. */
export function keepOnly(scenario: Scenario, parts: readonly Part[]): Scenario {
  const kept = new Set(parts.flat());
  return { ...scenario, acts: scenario.acts.filter((act) => kept.has(act)) };
}

/** The same scenario with some acts told anew. Acts of one tick keep their order. */
export function withActs(scenario: Scenario, change: (act: Act) => Act): Scenario {
  return { ...scenario, acts: inOrder(scenario.acts.map(change)) };
}

export function inOrder(acts: readonly Act[]): readonly Act[] {
  return [...acts].sort((a, b) => a.at - b.at);
}

/** True of what ends the hurting as a whole. */
export function isHealing(part: Part): boolean {
  return part[0]?.kind === 'heal';
}

function isEndOf(end: Act, begin: Act): boolean {
  switch (begin.kind) {
    case 'install-fault':
    case 'isolate':
      return end.kind === 'remove-fault' && end.fault === begin.fault;
    case 'set-loss':
      return begin.loss.numerator > 0 && end.kind === 'set-loss' && end.loss.numerator === 0;
    case 'crash':
      return end.kind === 'restart' && isSame(end.hosts, begin);
    case 'pause':
      return end.kind === 'resume' && isSame(end.hosts, begin);
    case 'slow':
      return end.kind === 'slow' && end.byTicks === 0 && isSame(end.hosts, begin);
    case 'set-clock':
      return end.kind === 'set-clock' && end.clock.kind === 'sound' && isSame(end.hosts, begin);
    case 'set-disk':
      return end.kind === 'set-disk' && end.disk.kind === 'sound' && isSame(end.hosts, begin);
    default:
      return false;
  }
}

function isSame(
  hosts: HostSelector,
  begin: { readonly number: number; readonly hosts: HostSelector },
): boolean {
  if (hosts.kind === 'chosen-by') return hosts.act === begin.number;
  return JSON.stringify(hosts) === JSON.stringify(begin.hosts);
}
