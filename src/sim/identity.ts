/**
 * A host's first node has the host's number as its identity; each time the host loses its disk, its next node gets an
 * identity that is larger by the number of hosts. So an identity tells its host.
 */
export function hostNumber(identity: number, hosts: number): number {
  return ((identity - 1) % hosts) + 1;
}
