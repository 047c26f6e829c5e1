import type { Summary } from '../../report/terminal/run.ts';
import { tellSummary } from '../../report/terminal/run.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { err, out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { loadTestcases } from '../testcase/testcase.ts';
import type { Player } from './player.ts';

export interface RunOptions {
  /** Files and folders, as the caller wrote them. */
  readonly words: readonly string[];
  /** undefined: each testcase runs under its own. */
  readonly seed: number | undefined;
  readonly out: string;
  /** Say nothing of what holds. */
  readonly quiet: boolean;
  readonly trace: boolean;
  /** Whether each run gets a page of its own, report.html. */
  readonly report: boolean;
  /** undefined: let the terminal and the environment decide. */
  readonly colour: boolean | undefined;
}

/** Runs testcases one after another. */
export async function run(options: RunOptions): Promise<ExitStatus> {
  const testcases = await loadTestcases(options.words);
  const paint = await choosePaint(options.colour);
  const tell = options.quiet ? () => {} : (line: string) => out.line(line);
  const results: Summary[] = [];
  for (const testcase of testcases) {
    const player = await playerOf(testcase);
    const { seed = testcase.seed } = options;
    const command = `${applicationCommand()} ${asOperand(testcase.file)} --seed ${seed}`;
    const result = OurBug.watch(command, () =>
      player({ testcase, seed, keep: options, command }, tell, paint),
    );
    if (options.quiet && result.verdict !== 'holds') err.line(`${result.verdict}: ${command}`);
    if (options.report) tell(`  report  ${await reportRun(testcase, seed, options.out, command)}`);
    if (testcases.length > 1) tell('');
    results.push(result);
  }
  if (results.length > 1) for (const line of tellSummary(results, paint)) tell(line);
  return statusOf(results);
}

/** What judges a scenario is large, and a classic run does not need it. */
async function playerOf({ kind }: Testcase): Promise<Player> {
  return kind === 'scenario'
    ? (await import('./play-scenario.ts')).playScenario
    : (await import('./play-classic.ts')).playClassic;
}

/** Few runs get a page, so what makes one is loaded late, and the run is simply repeated for it. */
async function reportRun(testcase: Testcase, seed: number, out: string, command: string): Promise<string> {
  const { reportOn } = await import('../report/report-on.ts');
  return OurBug.watch(command, () => reportOn(testcase, seed, out, command));
}

/** A failure outweighs a doubt. */
function statusOf(results: readonly Summary[]): ExitStatus {
  if (results.some(({ verdict }) => verdict === 'broken')) return EXIT.broken;
  return results.some(({ verdict }) => verdict === 'undecided') ? EXIT.undecided : EXIT.holds;
}
