import type { Divergence, Fingerprint, Window } from '../../explore/verify.ts';
import type { Paint } from './paint.ts';
import { layTable } from './table.ts';
import { count } from './words.ts';

/** What came of running a testcase twice. */
export interface Verification {
  readonly here: Fingerprint;
  readonly there: Fingerprint;
  /** Where the runs part; undefined where they do not. */
  readonly window: Window | undefined;
  /** The first event whose digest differs; undefined too where the difference did not come back. */
  readonly first: Divergence | undefined;
  /** The first event that reads differently. */
  readonly visible: Divergence | undefined;
}

export interface VerifiedRun {
  readonly testcase: string;
  readonly seed: number;
  /** The environment of the second process. */
  readonly sky: string;
  readonly command: string;
}

export function tellVerification(
  verification: Verification,
  run: VerifiedRun,
  paint: Paint,
): readonly string[] {
  const { here, there, window } = verification;
  const sides = layTable(
    [
      ['here', here.digest, `${count(here.events, 'event')}`],
      ['there', there.digest, `${count(there.events, 'event')}, in another process with ${run.sky}`],
    ].map((row) => row.map((text) => ({ text }))),
  );
  return [
    `${paint.strong(run.testcase)}  seed ${run.seed}, run twice`,
    ...sides.map((line) => `  ${line}`),
    ...(window === undefined
      ? [`  ${paint.good('same')}: both runs are one, event by event`]
      : tellDifference(verification, window, paint)),
    `  again  ${run.command}`,
  ];
}

function tellDifference({ first, visible }: Verification, window: Window, paint: Paint): readonly string[] {
  const head = `  ${paint.bad('different')}: first`;
  if (first === undefined) {
    return [
      `${head} among the events ${window.from + 1} to ${window.to}, but not when both were run once more:`,
      '  something other than the seed decides, and not always alike',
    ];
  }
  if (first.here !== first.there) return [`${head} at event ${first.event}`, ...tellSides(first)];
  const unseen = `${head} at event ${first.event}, which reads alike in both: ${first.here}`;
  return visible === undefined
    ? [unseen, '  no later event up to the next checkpoint reads differently: it is the hashing that differs']
    : [unseen, `  the first that reads differently is event ${visible.event}`, ...tellSides(visible)];
}

function tellSides({ here, there }: Divergence): readonly string[] {
  const ended = 'nothing: the run has ended';
  return [`    here   ${here ?? ended}`, `    there  ${there ?? ended}`];
}
