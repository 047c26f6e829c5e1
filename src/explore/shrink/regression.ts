import { formatScenario } from '../../scenario/format/format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Shrunk } from './shrink.ts';

/** Where a shrunk scenario comes from. */
export interface Origin {
  readonly testcase: string;
  readonly seed: number;
}

/** The longest title that a file may have is 200 characters. */
const LONGEST_TITLE = 180;

/**
 * A shrunk scenario as a testcase that stands for itself. It claims what the original claimed and what its run does not
 * keep: as long as the mistake is there the testcase fails, and once it is mended, holds. Where the original claimed
 * `broken`, so does this, and it holds as long as it shows what it shows.
 */
function regressionOf(shrunk: Shrunk, { testcase, seed }: Origin): Scenario {
  const { scenario, failure } = shrunk;
  const { title, why } = scenario;
  const seen = failure.row?.witness?.why ?? failure.fingerprint;
  return {
    ...scenario,
    title: title.slice(0, LONGEST_TITLE),
    why: `${why === '' ? '' : `${why}. `}Not kept: ${failure.fingerprint}. Seen: ${seen}`,
    source: `shrunk from ${testcase}, seed ${seed}`,
  };
}

/** The text of its file. */
export function formatRegression(shrunk: Shrunk, origin: Origin): string {
  return formatScenario(regressionOf(shrunk, origin));
}

/** A file name for it: the testcase, the seed and the checker. */
export function regressionName({ failure }: Shrunk, { testcase, seed }: Origin): string {
  const last = testcase.slice(testcase.lastIndexOf('/') + 1);
  const checker = failure.fingerprint.slice(0, failure.fingerprint.indexOf(':'));
  return `${last}-${seed}-${checker}`;
}
