import type { Key } from '../../core/ids.ts';
import { Dice, openStream } from '../../lib/chance.ts';
import type { HostSelector } from '../act.ts';
import type { AnyHosts, FixedHosts } from '../file/hosts.ts';
import type { Stage } from './draft.ts';

/** What hosts are drawn for within one fault; each draws on its own. */
type Purpose = 'hosts' | 'from' | 'to' | 'order' | 'second order';

const STREAMS: Readonly<Record<Purpose, string>> = {
  hosts: 'scenario/fault/hosts',
  from: 'scenario/fault/from',
  to: 'scenario/fault/to',
  order: 'scenario/fault/order',
  'second order': 'scenario/fault/second-order',
};

/** All hosts, 1 … N. */
export function everybody(stage: Stage): readonly number[] {
  return Array.from({ length: stage.nodes }, (_, index) => index + 1);
}

/** The hosts that a file means; drawn ones depend on the seed and the number of the fault only. Ascending unless listed. */
export function fixedHosts(
  hosts: FixedHosts,
  stage: Stage,
  number: number,
  purpose: Purpose = 'hosts',
): readonly number[] {
  if (Array.isArray(hosts)) return hosts;
  const all = everybody(stage);
  if (hosts === 'all' || !('random' in hosts)) return all;
  return shuffled(all, stage, number, purpose)
    .slice(0, hosts.random)
    .sort((a, b) => a - b);
}

/** The same for hosts that only the run can tell. */
export function selectorOf(hosts: AnyHosts, stage: Stage, number: number): HostSelector {
  if (typeof hosts === 'object' && 'replicas-of' in hosts) {
    return { kind: 'replicas', key: hosts['replicas-of'] as Key, ranks: hosts.ranks };
  }
  if (typeof hosts === 'object' && 'bystander-of' in hosts)
    return { kind: 'bystander', key: hosts['bystander-of'] as Key };
  if (typeof hosts === 'object' && 'chosen-by' in hosts)
    return { kind: 'chosen-by', act: hosts['chosen-by'] };
  return { kind: 'numbers', numbers: fixedHosts(hosts, stage, number) };
}

/** A permutation by Fisher and Yates. */
export function shuffled(
  items: readonly number[],
  stage: Stage,
  number: number,
  purpose: Purpose,
): readonly number[] {
  const dice = new Dice(openStream(stage.seed, STREAMS[purpose]), number);
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const chosen = dice.below(last + 1);
    const [a, b] = [mixed[last], mixed[chosen]];
    if (a === undefined || b === undefined) continue;
    mixed[last] = b;
    mixed[chosen] = a;
  }
  return mixed;
}
