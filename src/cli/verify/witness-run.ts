import type { Fingerprint, Window, WitnessLine } from '../../explore/verify.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { Recorder } from '../../trace/recorder.ts';
import { eventLine } from '../event-line.ts';

/** What a run was, and what happened in the window asked for. */
export interface Testimony extends Fingerprint {
  readonly lines: readonly WitnessLine[];
}

/** Runs a scenario and remembers nothing but its digest and the events of one window. */
export function testify(scenario: Scenario, window: Window | undefined): Testimony {
  const lines: WitnessLine[] = [];
  const recorder: Recorder =
    window === undefined
      ? new Recorder()
      : new Recorder({
          onEvent: (event) => {
            const { digest } = recorder;
            if (digest.events <= window.from || digest.events > window.to) return;
            lines.push({ event: digest.events, digest: `${digest}`, text: eventLine(event) });
          },
        });
  simulate(scenario, recorder);
  const { digest } = recorder;
  return { digest: `${digest}`, events: digest.events, checkpoints: digest.checkpoints, lines };
}
