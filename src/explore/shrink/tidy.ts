import type { Act, HostSelector } from '../../scenario/act.ts';
import { BASE_FAULTS } from '../../scenario/expand/acts.ts';
import { BLOCK } from '../../scenario/expand/draft.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { inOrder, isHealing, partsOf } from './parts.ts';
import type { Trial } from './trial.ts';

/** All hosts start at once, and nobody remarks anything. Settings stay: they are what is tried, not what happens to it. */
export function startTogether(trial: Trial): void {
  const { best } = trial;
  const usual = best.hosts.map((host, place) => ({ ...host, startTick: Math.floor(place / 4) }));
  trial.adopt({ ...best, hosts: usual, remarks: [] });
}

/**
 * Numbers acts by their place, so that the file need not say their numbers. What an act draws depends on its number:
 * where that matters, it keeps the one it has.
 */
export function tidyNumbers(trial: Trial): void {
  if (trial.best.acts.length > 0) trial.adopt(numberedAnew(trial.best));
}

function numberedAnew(scenario: Scenario): Scenario {
  const numbers = new Map<Act, number>();
  const faults = new Map<number, number>();
  partsOf(scenario)
    .filter((part) => !isHealing(part) && !part.some(isAlways))
    .forEach((part, place) => {
      part.forEach((act, nth) => {
        const number = (place + 1) * BLOCK + nth;
        numbers.set(act, number);
        if (nth === 0 && 'fault' in act) faults.set(act.fault, number);
      });
    });
  const chosen = new Map([...numbers].map(([act, number]) => [act.number, number]));
  let requests = 0;
  const acts = scenario.acts.map((act): Act => {
    const renumbered = { ...act, number: numbers.get(act) ?? act.number };
    if (renumbered.kind === 'request') {
      requests += 1;
      return { ...renumbered, request: requests - 1 };
    }
    if ('fault' in renumbered)
      return { ...renumbered, fault: faults.get(renumbered.fault) ?? renumbered.fault };
    return 'hosts' in renumbered
      ? { ...renumbered, hosts: selectorAnew(renumbered.hosts, chosen) }
      : renumbered;
  });
  return { ...scenario, acts: inOrder(acts) };
}

/** What the network is like from the first tick on has a number of its own. */
function isAlways(act: Act): boolean {
  return act.kind === 'install-fault' && act.at === 0 && act.number < BASE_FAULTS.length;
}

function selectorAnew(selector: HostSelector, numbers: ReadonlyMap<number, number>): HostSelector {
  if (selector.kind !== 'chosen-by') return selector;
  return { kind: 'chosen-by', act: numbers.get(selector.act) ?? selector.act };
}
