import { nodeId } from '../core/ids.ts';
import { must } from '../lib/assert.ts';
import type { DiskFate } from '../scenario/act.ts';
import type { Recovery } from './disk/platter.ts';
import type { Host } from './host.ts';

/** On the label of a disk that was lost. */
const NOBODY = 0;

/**
 * What a booting host finds on its disk. A disk without its own label, lost or another's, says nothing about this host:
 * it is wiped, and the host becomes somebody new.
 */
export function readDisk(host: Host, fate: DiskFate, hosts: readonly Host[]): Recovery {
  if (fate.kind === 'lost') host.diskLabel = NOBODY;
  if (fate.kind === 'swapped') swapDisks(host, must(hosts[fate.with - 1], `host ${fate.with}`));
  if (host.diskLabel !== host.identity) {
    host.disk.wipe();
    host.identity = nodeId(host.identity + hosts.length);
    host.diskLabel = host.identity;
    host.incarnation = 0;
  }
  return host.disk.recover();
}

/** A disk can only be taken out of a host that is down; one that is up keeps its own, and the other gets an empty one. */
function swapDisks(host: Host, other: Host): void {
  if (other === host) return;
  if (other.state !== 'crashed') {
    host.diskLabel = NOBODY;
    return;
  }
  const label = host.diskLabel;
  host.disk.swapWith(other.disk);
  host.diskLabel = other.diskLabel;
  other.diskLabel = label;
}
