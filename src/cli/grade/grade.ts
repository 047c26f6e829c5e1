import { join, relative } from 'node:path';
import type { PointsTable } from '../../check/points/points-table.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import { verdictOf } from '../../explore/verdict.ts';
import { must } from '../../lib/assert.ts';
import type { Grade } from '../../report/terminal/grade.ts';
import { tellGrades } from '../../report/terminal/grade.ts';
import { PLAIN } from '../../report/terminal/paint.ts';
import { CLASSIC_ENDINGS, FOLDER_ENDINGS, isScenarioFile } from '../../scenario/read.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand, homeFolder } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { play } from '../run/play.ts';
import { runOne } from '../run/run-one.ts';
import { asOperand } from '../shell.ts';
import { findTestcases } from '../testcase/find.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { loadTestcases } from '../testcase/testcase.ts';
import { badInput } from '../user-error.ts';
import { Progress } from './progress.ts';

export interface GradeOptions {
  /** Files and folders; none for the testcases beside the Application. */
  readonly words: readonly string[];
  readonly first: number;
  /** How many seeds, from `first` on. */
  readonly runs: number;
  readonly out: string;
  readonly json: boolean;
  readonly colour: boolean | undefined;
}

/** Grades testcases under many seeds, from their logs alone; keeps the files of the runs that fail. */
export async function grade(options: GradeOptions): Promise<ExitStatus> {
  const beside = relative(process.cwd(), join(homeFolder(), 'testcases'));
  const words = options.words.length > 0 ? options.words : [beside];
  refuseScenarios(words);
  const testcases = await loadTestcases(words, CLASSIC_ENDINGS);
  const paint = await choosePaint(options.colour);
  const progress = new Progress(testcases.length * options.runs);
  const grades = testcases.map((testcase) => gradeOne(testcase, options, progress));
  progress.clear();
  if (options.json)
    out.line(JSON.stringify({ from: options.first, seeds: options.runs, grades }, undefined, 2));
  else {
    out.line(`seeds ${options.first} to ${options.first + options.runs - 1}, points under the worst of them`);
    for (const line of tellGrades(grades, paint)) out.line(line);
  }
  return grades.every(({ held }) => held === options.runs) ? EXIT.holds : EXIT.broken;
}

const NO_POINTS = 'scenarios have no points; run them without grade';

/** A folder without classic testcases may be full of scenarios. */
function refuseScenarios(words: readonly string[]): void {
  for (const word of words) {
    const all = findTestcases([word], FOLDER_ENDINGS);
    if (!all.some((file) => !isScenarioFile(file)))
      throw badInput(`${word}: ${NO_POINTS}; allowed: classic testcases, *.conf`);
  }
}

function gradeOne(testcase: Testcase, options: GradeOptions, progress: Progress): Grade {
  const missed = new Map<string, number>();
  let held = 0;
  let worst: Grade['worst'] | undefined;
  for (let seed = options.first; seed < options.first + options.runs; seed += 1) {
    const command = `${applicationCommand()} ${asOperand(testcase.file)} --seed ${seed}`;
    const points = OurBug.watch(command, () => pointsOf(testcase, seed));
    for (const row of points.rows) {
      const miss = row.gradable && row.earned < row.points ? 1 : 0;
      missed.set(row.claim, (missed.get(row.claim) ?? 0) + miss);
    }
    if (worst === undefined || points.earned < worst.points.earned) worst = { seed, points, command };
    if (verdictOf(points) === 'holds') held += 1;
    else OurBug.watch(command, () => keep(testcase, seed, options.out));
    progress.step(`${testcase.name} seed ${seed}`);
  }
  if (worst === undefined) throw new RangeError('at least one seed is graded');
  return {
    testcase: testcase.name,
    runs: options.runs,
    held,
    worst,
    missed: [...missed].filter(([, seeds]) => seeds > 0).map(([claim, seeds]) => ({ claim, seeds })),
  };
}

function pointsOf(testcase: Testcase, seed: number): PointsTable {
  const scenario = testcase.build(seed);
  const judge = new LogJudge(must(scenario.grading, 'subject of a classic testcase'));
  play(scenario, { dbgLog: (chunk) => judge.feed(chunk) });
  return judge.end();
}

/** The same run again, this time with its files. */
function keep(testcase: Testcase, seed: number, folder: string): void {
  runOne(testcase, testcase.build(seed), { out: folder, trace: false, logsTo: undefined }, () => {}, PLAIN);
}
