import { join } from 'node:path';
import { recordRun, rowToExplain } from '../../explore/explain/recording.ts';
import { tellStory } from '../../explore/explain/story.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { writeReport } from './write-report.ts';

/** Repeats a run and leaves `report.html` in its folder, with the story of what broke, if anything did. @returns its path */
export function reportOn(testcase: Testcase, seed: number, out: string, command: string): string {
  const recording = recordRun(testcase.build(seed));
  const row = rowToExplain(recording.judged);
  const story = row?.witness === undefined ? undefined : tellStory(recording, row, row.witness);
  const folder = join(out, testcase.name, `${seed}`);
  return writeReport(folder, { testcase: testcase.name, command, recording, story, odds: undefined });
}
