import type { RunResult } from '../../report/result.ts';
import { tellResult, tellStart, tellSummary } from '../../report/terminal/run.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { err, out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
import { loadTestcases } from '../testcase/testcase.ts';
import { LOGS, runOne } from './run-one.ts';

export interface RunOptions {
  /** Files and folders, as the caller wrote them. */
  readonly words: readonly string[];
  readonly seed: number;
  readonly out: string;
  /** Say nothing of what holds. */
  readonly quiet: boolean;
  readonly trace: boolean;
  /** undefined: let the terminal and the environment decide. */
  readonly colour: boolean | undefined;
}

/** Runs testcases one after another. */
export async function run(options: RunOptions): Promise<ExitStatus> {
  const testcases = loadTestcases(options.words);
  const paint = await choosePaint(options.colour);
  const tell = options.quiet ? () => {} : (line: string) => out.line(line);
  const results: RunResult[] = [];
  for (const testcase of testcases) {
    const command = `${applicationCommand()} ${asOperand(testcase.file)} --seed ${options.seed}`;
    const result = OurBug.watch(command, () => {
      const scenario = testcase.build(options.seed);
      const { title, seed, remarks } = scenario;
      for (const line of tellStart({ testcase: testcase.name, title, seed, remarks }, paint)) tell(line);
      return runOne(testcase, scenario, { ...options, logsTo: '.' }, tell, paint);
    });
    for (const line of tellResult(result, { logs: LOGS, folder: result.folder, command }, paint)) tell(line);
    if (options.quiet && result.verdict !== 'holds') err.line(`${result.verdict}: ${command}`);
    if (testcases.length > 1) tell('');
    results.push(result);
  }
  if (results.length > 1) for (const line of tellSummary(results, paint)) tell(line);
  return statusOf(results);
}

/** A failure outweighs a doubt. */
function statusOf(results: readonly RunResult[]): ExitStatus {
  if (results.some(({ verdict }) => verdict === 'broken')) return EXIT.broken;
  return results.some(({ verdict }) => verdict === 'undecided') ? EXIT.undecided : EXIT.holds;
}
