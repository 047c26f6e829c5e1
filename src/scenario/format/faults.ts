import type { Act, HostSelector } from '../act.ts';
import { BLOCK } from '../expand/draft.ts';
import type { Fields } from './entry.ts';
import { entryOf, fate } from './entry.ts';

/**
 * The entries of a file that expand into these acts. `paired`: a fault and its end are one entry, and the entries are
 * in the order of their numbers, as in the file that they come from; acts of one tick follow that order.
 */
export function entriesOf(acts: readonly Act[], paired: boolean): readonly Fields[] {
  const entries: Fields[] = [];
  const written = new Set<Act>();
  const requests = acts.filter((act) => act.kind === 'request');
  const inOrder = paired ? [...acts].sort((a, b) => a.number - b.number) : acts;
  for (const act of inOrder) {
    if (written.has(act)) continue;
    const end = paired ? inOrder.find((other) => !written.has(other) && ends(other, act)) : undefined;
    if (end !== undefined) written.add(end);
    const numbered = act.number === (entries.length + 1) * BLOCK ? {} : { number: act.number };
    const entry = act.kind === 'request' ? unlessCounted(entryOf(act), requests.indexOf(act)) : entryOf(act);
    entries.push({ ...entry, ...(end === undefined ? {} : until(end)), ...numbered });
  }
  return entries;
}

/** A request that bears the number it would be given anyway does not say it. */
function unlessCounted(entry: Fields, count: number): Fields {
  const { request, ...others } = entry['operation'] as { readonly request: number };
  return request === count ? { ...entry, operation: others } : entry;
}

function until(end: Act): Fields {
  return { until: end.at, ...(end.kind === 'restart' ? fate(end.disk) : {}) };
}

/** True where `end` is what an `until` of `begin` expands into. */
function ends(end: Act, begin: Act): boolean {
  if (end.number !== begin.number + 1 || end.at <= begin.at) return false;
  switch (begin.kind) {
    case 'install-fault':
    case 'isolate':
      return end.kind === 'remove-fault' && end.fault === begin.fault;
    case 'crash':
      return end.kind === 'restart' && sameHosts(end.hosts, begin);
    case 'pause':
      return end.kind === 'resume' && sameHosts(end.hosts, begin);
    case 'slow':
      return end.kind === 'slow' && end.byTicks === 0 && sameHosts(end.hosts, begin);
    case 'set-clock':
      return end.kind === 'set-clock' && end.clock.kind === 'sound' && sameHosts(end.hosts, begin);
    case 'set-disk':
      return end.kind === 'set-disk' && end.disk.kind === 'sound' && sameHosts(end.hosts, begin);
    default:
      return false;
  }
}

function sameHosts(
  hosts: HostSelector,
  begin: { readonly number: number; readonly hosts: HostSelector },
): boolean {
  if (begin.hosts.kind !== 'numbers') return hosts.kind === 'chosen-by' && hosts.act === begin.number;
  return hosts.kind === 'numbers' && hosts.numbers.join() === begin.hosts.numbers.join();
}
