import { key } from '../../../core/ids.ts';
import { ticks } from '../../../core/time.ts';
import { huntDice } from '../hunt-dice.ts';
import { asked } from './asked.ts';
import type { Hunt } from './ground.ts';
import { holds, PATIENT, scenarioOf, share } from './ground.ts';

const HOSTS = 6;
const WRITES = 60;

/**
 * One or two hosts miss all that is written, keepers lose power, and only hints bring it to those that were away. Writes
 * begin when everybody suspects the absent, which takes up to 160 ticks here: a hint for one absent host that goes to the
 * other one is lost, and nobody repeats it, for hints are help and never counted upon. What is claimed here without
 * comparing hash trees holds only of hints that somebody keeps.
 */
export const KEEPERS: Hunt = {
  name: 'kept for the absent',
  build: (seed) => {
    const dice = huntDice(seed, 'keepers');
    const absent = dice.pick([[6], [5, 6]] as const);
    const present = HOSTS - absent.length;
    const away = { kind: 'numbers', numbers: absent } as const;
    const keepers = {
      kind: 'numbers',
      numbers: Array.from({ length: present }, (_, index) => index + 1),
    } as const;
    const requests = Array.from({ length: WRITES }, (_, nth) => {
      const operation = { kind: 'put', key: key(`h${dice.below(12)}`), value: `v${nth}` } as const;
      return { at: 500 + 4 * nth, by: 1 + dice.below(present), operation };
    });
    const loss = { kind: 'loss', links: { to: [...absent] }, ratio: share(1, 3) } as const;
    return scenarioOf(seed, {
      title: 'what a host missed is handed over, and counts for nothing before',
      hosts: HOSTS,
      settings: { ...PATIENT, antiEntropyIntervalTicks: ticks(0), suspectAfterTicks: ticks(100) },
      latency: { kind: 'uniform', min: 1, max: 20 },
      workload: undefined,
      deeds: [
        { kind: 'crash', at: 300, hosts: away },
        ...asked(requests),
        { kind: 'crash', at: 1000, hosts: keepers },
        { kind: 'restart', at: 1010, hosts: keepers, disk: { kind: 'kept' } },
        { kind: 'install-fault', at: 1050, fault: 1, of: loss },
        { kind: 'restart', at: 1100, hosts: away, disk: { kind: 'kept' } },
      ],
      ...{ heal: 1600, converge: 1000 },
      claims: holds('acknowledged-writes', 'convergence', 'exact-replicas'),
    });
  },
};
