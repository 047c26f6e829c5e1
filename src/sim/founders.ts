import { nodeId } from '../core/ids.ts';
import type { Owner } from '../core/ownership/epoch.ts';
import type { Host } from './host.ts';

/** The first owners of the ring of a cluster. @param joining hosts that come later, and own nothing before the others agree */
export function foundersOf(
  hosts: readonly Host[],
  joining: ReadonlySet<number>,
  cluster: string | undefined,
): readonly Pick<Owner, 'id' | 'seat'>[] {
  const founders = hosts.filter((host) => host.cluster === cluster && !joining.has(host.number));
  return founders.map(({ number, seat }) => ({ id: nodeId(number), seat }));
}
