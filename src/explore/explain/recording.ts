import type { Scenario } from '../../scenario/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { JudgedRow, JudgedRun } from '../judge.ts';
import { Judge } from '../judge.ts';

/** A run with everything that happened in it. */
export interface Recording {
  readonly scenario: Scenario;
  /** In order; a number of an event is its place here. */
  readonly events: readonly TraceEvent[];
  readonly judged: JudgedRun;
  readonly digest: string;
}

/** Runs a scenario, keeps all events and judges it. The judge's witnesses hold the very events that are kept. */
export function recordRun(scenario: Scenario): Recording {
  const judge = new Judge(scenario);
  const events: TraceEvent[] = [];
  const recorder = new Recorder({
    onRareEvent: (event) => {
      judge.add(event);
    },
    onEvent: (event) => {
      events.push(event);
    },
  });
  simulate(scenario, recorder);
  return { scenario, events, judged: judge.end(), digest: `${recorder.digest}` };
}

/** The verdict most in need of words: what is not as claimed, or else what was claimed to break and did. */
export function rowToExplain({ rows }: JudgedRun): JudgedRow | undefined {
  const shown = rows.filter(({ witness }) => witness !== undefined);
  return shown.find(({ met }) => !met) ?? shown[0];
}
