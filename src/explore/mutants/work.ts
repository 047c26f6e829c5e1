import { must } from '../../lib/assert.ts';
import { formatScenario } from '../../scenario/format/format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Failure } from '../failures.ts';
import { shrink } from '../shrink/shrink.ts';
import type { Size } from '../shrink/size.ts';
import type { Catch } from './hunt.ts';
import { huntUnder } from './hunt.ts';
import { HUNTS } from './hunts.ts';

/** What one core is to be put to. */
export type Order =
  /** Go on every hunt under seed after seed, from 1 on. */
  | { readonly kind: 'hunt'; readonly seeds: number }
  /** Make what a hunt caught small. */
  | { readonly kind: 'shrink'; readonly caught: Catch; readonly runs: number };

export type Finding =
  | { readonly kind: 'hunted'; readonly seed: number; readonly catches: readonly Catch[] }
  | {
      readonly kind: 'shrunk';
      readonly runs: number;
      readonly before: Size;
      readonly after: Size;
      readonly isMinimal: boolean;
      readonly text: string;
    }
  | { readonly kind: 'lost'; readonly reason: string };

/**
 * Does what is ordered with the core that this module was bundled with, and tells each finding.
 * @param soundFailures how a core without a mistake fares: what it fails at too shows nothing about the mistake
 */
export function work(
  order: Order,
  tell: (finding: Finding) => void,
  soundFailures: (scenario: Scenario) => readonly Failure[],
): void {
  if (order.kind === 'hunt') {
    for (let seed = 1; seed <= order.seeds; seed += 1)
      for (const hunt of HUNTS) tell({ kind: 'hunted', seed, catches: huntUnder(hunt, seed) });
    return;
  }
  const { hunt, seed, fingerprint } = order.caught;
  const { build } = must(
    HUNTS.find(({ name }) => name === hunt),
    `hunt ${hunt}`,
  );
  const admits = (candidate: Scenario) =>
    !soundFailures(candidate).some((failure) => failure.fingerprint === fingerprint);
  const found = shrink(build(seed), fingerprint, { runs: order.runs, admits });
  if (found === undefined) return tell({ kind: 'lost', reason: 'the failure did not come back' });
  const { runs, before, after, isMinimal, scenario } = found;
  tell({ kind: 'shrunk', runs, before, after, isMinimal, text: formatScenario(scenario) });
}
