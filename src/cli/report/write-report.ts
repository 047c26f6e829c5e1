import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceOf, purposeOf } from '../../core/timer.ts';
import type { Odds } from '../../explore/explain/futures.ts';
import { steepestRise } from '../../explore/explain/futures.ts';
import type { Recording } from '../../explore/explain/recording.ts';
import type { Story } from '../../explore/explain/story.ts';
import type { JudgedRow, JudgedRun } from '../../explore/judge.ts';
import { diagramOf } from '../../report/html/diagram-data.ts';
import type { ReportContent, ReportRow } from '../../report/html/page.ts';
import { formatPage } from '../../report/html/page.ts';
import type { RareEvent, TraceEvent } from '../../trace/event.ts';
import { homeFolder } from '../home.ts';
import { makeFolder } from '../make-folder.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';
import { version } from '../version.ts';

export interface Reported {
  readonly testcase: string;
  readonly command: string;
  readonly recording: Recording;
  readonly story: Story | undefined;
  readonly odds: { readonly odds: readonly Odds[]; readonly remark: string | undefined } | undefined;
}

const REPORT = 'report.html';

/** Writes `report.html` into a folder. @returns its path */
export function writeReport(folder: string, reported: Reported): string {
  const path = join(folder, REPORT);
  const page = formatPage(contentOf(reported), {
    script: readFileSync(join(homeFolder(), 'dist', 'report.js'), 'utf8').trimEnd(),
    hashOf: (text) => createHash('sha256').update(text, 'utf8').digest('base64'),
  });
  try {
    makeFolder(folder);
    writeFileSync(path, page);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${path}: cannot be written, ${reasonOf(error)}; --report DIR names another folder`);
  }
  return path;
}

function contentOf({ testcase, command, recording, story, odds }: Reported): ReportContent {
  const { scenario, events, judged, digest } = recording;
  const focus = story === undefined ? null : ([story.from, story.to] as const);
  return {
    testcase,
    title: scenario.title,
    why: scenario.why,
    source: scenario.source,
    seed: scenario.seed,
    version,
    digest,
    verdict: VERDICTS[judged.met],
    rows: judged.rows.map(rowOf),
    remarks: scenario.remarks,
    rareEvents: events.filter(isRare),
    diagram: diagramOf(events, focus, new Set(story?.slice ?? []), { purposeOf, instanceOf }),
    story,
    odds: odds === undefined ? undefined : { ...odds, rise: steepestRise(odds.odds) },
    command,
  };
}

const VERDICTS: Readonly<Record<JudgedRun['met'], ReportContent['verdict']>> = {
  yes: 'holds',
  no: 'broken',
  undecided: 'undecided',
};

function rowOf({ checker, wanted, verdict, met, seen, witness }: JudgedRow): ReportRow {
  return { claim: checker, wanted, verdict, met, seen, why: witness?.why ?? '' };
}

function isRare(event: TraceEvent): event is RareEvent {
  switch (event.kind) {
    case 'sent':
    case 'received':
    case 'dropped':
    case 'elapsed':
    case 'appended':
      return false;
    default:
      return true;
  }
}
