import type { HuntDice } from '../hunt-dice.ts';
import type { Dated } from './ground.ts';
import type { Spell } from './troubles.ts';
import { only } from './troubles.ts';

/** Clocks that are ahead, each by its own. */
export function lyingClocks(dice: HuntDice, hosts: number): readonly Dated[] {
  return Array.from({ length: hosts }, (_, index): Dated => {
    const clock = { kind: 'offset', ticks: 400 * dice.below(4) } as const;
    return { kind: 'set-clock', at: 1 + index, hosts: only(index + 1), clock };
  });
}

/** All of them. */
export const everybody = (hosts: number) =>
  ({ kind: 'numbers', numbers: Array.from({ length: hosts }, (_, index) => index + 1) }) as const;

/** What is appended becomes durable late, everywhere. */
export function slowDisks(dice: HuntDice, hosts: number): readonly Dated[] {
  const disk = { kind: 'slow', ticks: 1 + dice.below(25) } as const;
  return [{ kind: 'set-disk', at: 100, hosts: everybody(hosts), disk }];
}

/** Now one host and now and then all of them lose power, for a moment. */
export function powerCuts(dice: HuntDice, { hosts, count, from, within, longest }: Spell): readonly Dated[] {
  const each = Math.floor(within / count);
  return Array.from({ length: count }, (_, nth) => {
    const struck = dice.below(4) === 0 ? everybody(hosts) : only(1 + dice.below(hosts));
    const at = from + nth * (each + longest) + dice.below(each);
    return [
      { kind: 'crash', at, hosts: struck },
      { kind: 'restart', at: at + 1 + dice.below(longest), hosts: struck, disk: { kind: 'kept' } },
    ] as const;
  }).flat();
}
