import type { NodeId } from '../core/ids.ts';
import { nodeId } from '../core/ids.ts';

/**
 * A host's first node has the host's number as its identity; each time the host loses its disk, its next node gets an
 * identity that is larger by the number of hosts. So an identity tells its host.
 */
export function hostNumber(identity: number, hosts: number): number {
  return ((identity - 1) % hosts) + 1;
}

/** The identities that a host has lost with its disks before it got this one, ascending. */
export function earlierIdentities(identity: number, hosts: number): readonly NodeId[] {
  const first = hostNumber(identity, hosts);
  return Array.from({ length: (identity - first) / hosts }, (_, nth) => nodeId(first + nth * hosts));
}
