import { join } from 'node:path';
import { formatHistoryEvent } from '../../check/history/event.ts';
import { ClientHistory, familyOf } from '../../explore/history-of.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import { verdictOf } from '../../explore/verdict.ts';
import { must } from '../../lib/assert.ts';
import type { RunResult } from '../../report/result.ts';
import { formatResult } from '../../report/result.ts';
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
import { play } from './play.ts';
import { RunFolder } from './run-folder.ts';

/** The classic logs, which are left in the working directory too. */
export const LOGS = ['dbg.log', 'stats.log', 'msgcount.log'] as const;

export interface KeepOptions {
  /** The folder of all runs. */
  readonly out: string;
  /** Whether to keep every event as `trace.ndjson`. */
  readonly trace: boolean;
  /** The folder that gets a copy of the classic logs, if any. */
  readonly logsTo: string | undefined;
}

/** Runs one testcase under one seed, tells its acts to `tell` and keeps its files. */
export function runOne(
  testcase: Testcase,
  scenario: Scenario,
  keep: KeepOptions,
  tell: (line: string) => void,
  paint: Paint,
): RunResult & { readonly folder: string } {
  const folder = new RunFolder(join(keep.out, testcase.name, String(scenario.seed)));
  const judge = new LogJudge(must(scenario.grading, 'subject of a classic testcase'));
  const skipped: Extract<RareEvent, { kind: 'act-skipped' }>[] = [];
  const teller = new ActTeller(actWords(scenario), paint);
  const writeDbg = folder.open('dbg.log');
  const history = openHistory(scenario, folder);
  const trace = keep.trace ? new LineBuffer(folder.open('trace.ndjson')) : undefined;
  const played = play(scenario, {
    dbgLog: (chunk) => {
      judge.feed(chunk);
      writeDbg(chunk);
    },
    statsLog: folder.open('stats.log'),
    messageCount: folder.open('msgcount.log'),
    onRareEvent: (event) => {
      history?.add(event);
      if (event.kind === 'act-skipped') skipped.push(event);
      for (const line of teller.hear(event)) tell(line);
    },
    ...(trace === undefined ? {} : { onEvent: (event) => trace.add(eventLine(event)) }),
  });
  for (const line of teller.end()) tell(line);
  history?.flush();
  trace?.flush();
  folder.close();
  const points = judge.end();
  const { title, seed, remarks } = scenario;
  const verdict = verdictOf(points);
  const result = {
    testcase: testcase.name,
    file: originOf(testcase.file, folder.path),
    title,
    seed,
    version,
    verdict,
    points,
    skipped,
    remarks,
    ...played,
  };
  if (keep.logsTo !== undefined) for (const name of LOGS) folder.copy(name, join(keep.logsTo, name));
  folder.finish(formatResult(result));
  return { ...result, folder: folder.path };
}

/** What clients see, line by line; in a scenario where nobody asks anything there is nothing to see. */
function openHistory(
  scenario: Scenario,
  folder: RunFolder,
): { readonly add: (event: RareEvent) => void; readonly flush: () => void } | undefined {
  if (!scenario.acts.some(({ kind }) => kind === 'request')) return undefined;
  const clients = new ClientHistory(familyOf(scenario));
  const lines = new LineBuffer(folder.open('history.ndjson'));
  return {
    add: (event) => {
      const seen = clients.add(event);
      if (seen !== undefined) lines.add(formatHistoryEvent(seen));
    },
    flush: () => lines.flush(),
  };
}
