import { huntDice } from '../hunt-dice.ts';
import type { Ground, Hunt } from './ground.ts';
import { scenarioOf } from './ground.ts';

/** A change of the ring, act by act. */
export type Plotted = Pick<Ground, 'hosts' | 'settings' | 'deeds' | 'heal' | 'converge' | 'claims'> &
  Partial<Pick<Ground, 'starts' | 'play'>>;

/** A hunt of several of them: the seed draws which, and when packets arrive. */
export function written(name: string, title: string, plots: readonly Plotted[]): Hunt {
  return {
    name,
    build: (seed) =>
      scenarioOf(seed, {
        title,
        join: true,
        latency: { kind: 'uniform', min: 1, max: 3 },
        workload: undefined,
        ...huntDice(seed, 'ring plots').pick(plots),
      }),
  };
}
