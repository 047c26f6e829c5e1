import { readScenarioFile } from '../../scenario/file/read.ts';
import { FOLDER_ENDINGS, isScenarioFile, readTestcase } from '../../scenario/read.ts';
import type { SweptTestcase } from '../../sweep/play-seed.ts';
import type { TestcaseText } from '../../sweep/worker.ts';
import { findTestcases } from '../testcase/find.ts';
import { nameOf } from '../testcase/name.ts';
import { readText } from '../testcase/read-text.ts';

/** A testcase to sweep over: workers get its text, so that all of them run what the file said when it began. */
export interface NamedText extends TestcaseText {
  readonly name: string;
}

/** Reads all testcases that the words name. @throws UserError, ScenarioError at the first that is no good */
export function loadTexts(words: readonly string[]): readonly NamedText[] {
  return findTestcases(words, FOLDER_ENDINGS).map((file) => {
    const text = readText(file);
    prepareTestcase({ file, text });
    return { file, text, name: nameOf(file) };
  });
}

export function prepareTestcase({ file, text }: TestcaseText): SweptTestcase {
  const kind = isScenarioFile(file) ? 'scenario' : 'classic';
  return { kind, ...readTestcase(text, file, readScenarioFile) };
}
