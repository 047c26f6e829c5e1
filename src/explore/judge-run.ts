import type { Scenario } from '../scenario/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import { Recorder } from '../trace/recorder.ts';
import type { JudgedRun } from './judge.ts';
import { Judge } from './judge.ts';

/** Runs a scenario and judges it, keeping nothing else. */
export function judgeRun(scenario: Scenario): JudgedRun {
  const judge = new Judge(scenario);
  const recorder = new Recorder({
    onRareEvent: (event) => {
      judge.add(event);
    },
  });
  simulate(scenario, recorder);
  return judge.end();
}
