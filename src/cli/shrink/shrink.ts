import { existsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Failure } from '../../explore/failures.ts';
import { failuresOf } from '../../explore/failures.ts';
import { formatRegression, regressionName } from '../../explore/shrink/regression.ts';
import { shrink } from '../../explore/shrink/shrink.ts';
import { must } from '../../lib/assert.ts';
import { tellShrinking, tellSize } from '../../report/terminal/shrink.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { Progress } from '../grade/progress.ts';
import { applicationCommand } from '../home.ts';
import { makeFolder } from '../make-folder.ts';
import { OurBug } from '../our-bug.ts';
import { err, out } from '../output.ts';
import { asOperand } from '../shell.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { openRun } from '../testcase/open-run.ts';
import { badInput } from '../user-error.ts';

export interface ShrinkWish {
  /** A run's folder, or a testcase. */
  readonly word: string;
  readonly seed: number | undefined;
  /** The file to write; below testcases/regression/ where it is not given. */
  readonly out: string | undefined;
  /** Which checker's failure; the first that is not claimed where it is not given. */
  readonly checker: string | undefined;
  readonly runs: number;
}

/** Makes a failing run small, and a testcase of it. */
export async function shrinkRun(wish: ShrinkWish): Promise<ExitStatus> {
  const { name: testcase, scenario } = await openRun(wish.word, wish.seed);
  const command = `${applicationCommand()} shrink ${asOperand(wish.word)} --seed ${scenario.seed}`;
  return OurBug.watch(command, () => {
    const failure = chosen(failuresOf(scenario), wish.checker);
    if (failure === undefined) {
      const what = wish.checker === undefined ? 'keeps all it claims' : `does not break ${wish.checker}`;
      throw badInput(`${testcase} with seed ${scenario.seed} ${what}; allowed: a run that fails`);
    }
    out.line(`${testcase}  seed ${scenario.seed}: ${failure.fingerprint}`);
    const origin = { testcase, seed: scenario.seed };
    const progress = new Progress(wish.runs);
    const shrunk = must(
      shrink(scenario, failure.fingerprint, {
        runs: wish.runs,
        onProgress: (_, size) => progress.step(tellSize(size)),
      }),
      'the failure, the second time',
    );
    progress.clear();
    const text = formatRegression(shrunk, origin);
    const file = wish.out ?? join('testcases', 'regression', `${regressionName(shrunk, origin)}.yaml`);
    for (const line of tellShrinking(shrunk)) out.line(line);
    out.line();
    out.write(text);
    write(file, text);
    out.line();
    out.line(`  file    ${file}`);
    out.line(`  again   ${applicationCommand()} ${asOperand(file)}`);
    if (!shrunk.isMinimal) err.line(`not minimal: ended after ${wish.runs} runs; --runs allows more`);
    return EXIT.holds;
  });
}

/** Without a name the first failure of a claim; a failure that is claimed must be asked for. */
function chosen(failures: readonly Failure[], checker: string | undefined): Failure | undefined {
  if (checker === undefined) return failures.find(({ row }) => row?.met === false);
  return failures.find(({ row }) => row?.checker === checker);
}

function write(file: string, text: string): void {
  if (existsSync(file)) throw badInput(`${file}: is there already; --out FILE names another`);
  try {
    makeFolder(dirname(file));
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw badInput(`${file}: cannot be written, ${reasonOf(error)}; --out FILE names another`);
  }
}
