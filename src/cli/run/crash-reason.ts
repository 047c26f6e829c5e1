import type { CrashReason } from '../../report/terminal/act-teller.ts';
import { list } from '../../report/terminal/words.ts';
import type { Act, HostSelector } from '../../scenario/act.ts';

const PLACES = ['PRIMARY', 'SECONDARY', 'TERTIARY'];

/** Why the scenario makes nodes fail at a tick. */
export function crashReasons(acts: readonly Act[]): CrashReason {
  return (tick) => {
    const act = acts.find((candidate) => candidate.kind === 'crash' && candidate.at === tick);
    return act?.kind === 'crash' ? describe(act.hosts) : undefined;
  };
}

function describe(hosts: HostSelector): string {
  switch (hosts.kind) {
    case 'numbers':
      return 'drawn by the seed';
    case 'replicas':
      return `${list(hosts.ranks.map((rank) => PLACES[rank] ?? `replica ${rank + 1}`))} of ${hosts.key}`;
    case 'bystander':
      return `the first idle one that is no replica of ${hosts.key}`;
    case 'chosen-by':
      return 'those chosen before';
  }
}
