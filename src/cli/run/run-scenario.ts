import { join } from 'node:path';
import { formatHistoryEvent } from '../../check/history/event.ts';
import type { JudgedRun } from '../../explore/judge.ts';
import { Judge } from '../../explore/judge.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import { verdictOfScenario } from '../../explore/verdict.ts';
import type { ScenarioResult } from '../../report/result.ts';
import { formatScenarioResult } from '../../report/result.ts';
import { ActTeller } from '../../report/terminal/act-teller.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { RareEvent } from '../../trace/event.ts';
import { LineBuffer } from '../../trace/line-buffer.ts';
import { eventLine } from '../event-line.ts';
import { originOf } from '../testcase/origin.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { version } from '../version.ts';
import { actWords } from './act-words.ts';
import { AnswerTally } from './answer-tally.ts';
import type { Listeners, Played } from './play.ts';
import { play } from './play.ts';
import { RunFolder } from './run-folder.ts';
import type { KeepOptions } from './run-one.ts';

/**
 * Runs one scenario under one seed, tells its acts to `tell`, judges it and keeps its files.
 * @param world in which it is played, or was: the simulator unless another one is named
 */
export function runScenario(
  testcase: Testcase,
  scenario: Scenario,
  keep: Pick<KeepOptions, 'out' | 'trace'>,
  tell: (line: string) => void,
  paint: Paint,
  world: (scenario: Scenario, listeners: Listeners) => Played = play,
): ScenarioResult & { readonly folder: string } {
  const folder = new RunFolder(join(keep.out, testcase.name, String(scenario.seed)));
  const judge = new Judge(scenario);
  const tally = new AnswerTally();
  const history = new LineBuffer(folder.open('history.ndjson'));
  const skipped: Extract<RareEvent, { kind: 'act-skipped' }>[] = [];
  const teller = new ActTeller(actWords(scenario), paint);
  const grading = scenario.grading === undefined ? undefined : new LogJudge(scenario.grading);
  const trace = keep.trace ? new LineBuffer(folder.open('trace.ndjson')) : undefined;
  const played = world(scenario, {
    ...(grading === undefined ? {} : gradedBy(grading, folder)),
    onRareEvent: (event) => {
      const seen = judge.add(event);
      if (seen !== undefined) {
        tally.add(seen);
        history.add(formatHistoryEvent(seen));
      }
      if (event.kind === 'act-skipped') skipped.push(event);
      for (const line of teller.hear(event)) tell(line);
    },
    ...(trace === undefined ? {} : { onEvent: (event) => trace.add(eventLine(event)) }),
  });
  for (const line of teller.end()) tell(line);
  history.flush();
  trace?.flush();
  folder.close();
  const judged: JudgedRun = judge.end();
  const points = grading?.end();
  const { title, why, source, seed, remarks } = scenario;
  const result = {
    ...{
      testcase: testcase.name,
      file: originOf(testcase.file, folder.path),
      title,
      why,
      source,
      seed,
      version,
      remarks,
      skipped,
    },
    ...{ verdict: verdictOfScenario(judged, points), rows: judged.rows, points },
    ...{ answers: tally.counts(), ...played },
  };
  folder.finish(formatScenarioResult(result, (event) => JSON.parse(eventLine(event)) as unknown));
  return { ...result, folder: folder.path };
}

/** A scenario that names a subject is graded from its log too. */
function gradedBy(grading: LogJudge, folder: RunFolder): Pick<Listeners, 'dbgLog'> {
  const write = folder.open('dbg.log');
  return {
    dbgLog: (chunk) => {
      grading.feed(chunk);
      write(chunk);
    },
  };
}
