import type { LinkTrouble } from '../check/trace/lives.ts';
import { PROFILES } from '../core/settings.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../scenario/link-fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { hostNumber } from '../sim/identity.ts';

/**
 * Whether a fault may keep the heartbeats of one node from another. A partition: when it cuts the link from the member to
 * the observer, one way or both; nodes of one group still hear each other. Any other fault: when it touches what the
 * member sends or what the observer hears, since rumours go by many ways, and none of these may be whole. Mere
 * lateness counts only where it is as long as the silence that makes a node suspect.
 */
export function excuseOf(
  scenario: Scenario,
): (trouble: LinkTrouble, observer: number, member: number) => boolean {
  const faults = new Map<number, LinkFault>();
  for (const act of scenario.acts) if (act.kind === 'install-fault') faults.set(act.fault, act.of);
  const patience = { ...PROFILES[scenario.profile], ...scenario.settings }.suspectAfterTicks;
  const hosts = scenario.hosts.length;
  return ({ fault }, observer, member) => {
    const of = faults.get(fault);
    // The lossy window, which lies over all links.
    if (of === undefined) return true;
    return keeps(of, hostNumber(member, hosts), hostNumber(observer, hosts), patience);
  };
}

function keeps(of: LinkFault, from: number, to: number, patience: number): boolean {
  switch (of.kind) {
    case 'duplicate':
      return false;
    case 'partition': {
      const groupOf = (host: number) => of.groups.findIndex((group) => group.includes(host));
      const [ours, theirs] = [groupOf(from), groupOf(to)];
      return ours !== -1 && theirs !== -1 && ours !== theirs;
    }
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
