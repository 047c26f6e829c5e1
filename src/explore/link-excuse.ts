import type { LinkTrouble } from '../check/trace/lives.ts';
import { settingsOf } from '../core/settings.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../scenario/link-fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { hostNumber } from '../sim/identity.ts';

/**
 * Whether a fault may keep the heartbeats of one node from another. A partition: when it cuts the link from the member to
 * the observer, one way or both; nodes of one group still hear each other. Any other fault: when it touches what the
 * member sends or what the observer hears, since rumours go by many ways, and none of these may be whole. Mere
 * lateness counts only where it is as long as the silence that makes a node suspect, or as the wait for a probe's answer.
 */
export function excuseOf(
  scenario: Scenario,
): (trouble: LinkTrouble, observer: number, member: number) => boolean {
  const faults = new Map<string, LinkFault>();
  const nameOf = (fault: number, at: number) => `${fault} ${at}`;
  for (const act of scenario.acts)
    if (act.kind === 'install-fault') faults.set(nameOf(act.fault, act.at), act.of);
  const { detector, suspectAfterTicks, probeTimeoutTicks } = settingsOf(scenario);
  const patience = detector === 'swim' ? probeTimeoutTicks : suspectAfterTicks;
  const hosts = scenario.hosts.length;
  return ({ fault, from, groups }, observer, member) => {
    const [sender, hearer] = [hostNumber(member, hosts), hostNumber(observer, hosts)];
    if (groups !== undefined) return cuts(groups, sender, hearer);
    const of = faults.get(nameOf(fault, from));
    // The lossy window, which lies over all links.
    return of === undefined || keeps(of, sender, hearer, patience);
  };
}

function keeps(of: LinkFault, from: number, to: number, patience: number): boolean {
  switch (of.kind) {
    case 'duplicate':
      return false;
    case 'partition':
      return cuts(of.groups, from, to);
    case 'packet':
      return of.fate.kind !== 'twice' && (of.from === from || of.to === to);
    case 'reorder':
      return of.by >= patience && touches(of.links, from, to);
    case 'latency':
      return longest(of.shape) >= patience && touches(of.links, from, to);
    case 'loss':
    case 'corrupt':
    case 'hold':
    case 'bandwidth':
      return touches(of.links, from, to);
  }
}

function cuts(groups: readonly (readonly number[])[], from: number, to: number): boolean {
  const groupOf = (host: number) => groups.findIndex((group) => group.includes(host));
  const [ours, theirs] = [groupOf(from), groupOf(to)];
  return ours !== -1 && theirs !== -1 && ours !== theirs;
}

/** Does any link lead from the one, or to the other? */
function touches({ from, to }: LinkSet, member: number, observer: number): boolean {
  return (from?.includes(member) ?? true) || (to?.includes(observer) ?? true);
}

/** What an exponential latency is drawn from ends below eight times its mean. */
function longest(shape: LatencyShape): number {
  switch (shape.kind) {
    case 'uniform':
      return shape.max;
    case 'exponential':
      return shape.mean * 8;
    case 'bimodal':
      return Math.max(shape.fast.max, shape.slow.max);
  }
}
