import { Judge } from '../../explore/judge.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import type { Verdict } from '../../explore/verdict.ts';
import { verdictOf, verdictOfScenario } from '../../explore/verdict.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { DbgLog } from '../../trace/classic/dbg-log.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { RunOutcome } from './ask.ts';

/** Runs a scenario to its end and judges it as the command line does. */
export function run(scenario: Scenario): RunOutcome {
  const judge = new Judge(scenario);
  const grading = scenario.grading === undefined ? undefined : new LogJudge(scenario.grading);
  const log = grading === undefined ? undefined : new DbgLog((piece) => grading.feed(piece));
  let messages = 0;
  const recorder = new Recorder({
    onRareEvent: (event) => {
      judge.add(event);
      log?.add(event);
    },
    packetCounter: {
      sent: () => {
        messages += 1;
      },
      received: () => {},
    },
  });
  simulate(scenario, recorder);
  log?.end();
  const judged = judge.end();
  const points = grading?.end();
  const isClassic = points !== undefined && scenario.expectations.length === 0;
  const verdict: Verdict = isClassic ? verdictOf(points) : verdictOfScenario(judged, points);
  const { title, why, source, seed, endTick, remarks, hosts } = scenario;
  return {
    ...{ title, why, source, seed, endTick, remarks, verdict, messages, points },
    digest: `${recorder.digest}`,
    events: recorder.digest.events,
    hosts: hosts.length,
    rows: isClassic ? [] : judged.rows,
  };
}
