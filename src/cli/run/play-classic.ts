import { shareOf } from '../../report/terminal/points.ts';
import { tellResult, tellStart } from '../../report/terminal/run.ts';
import type { Player } from './player.ts';
import { LOGS, runOne } from './run-one.ts';

/** Runs a classic testcase and tells it; its logs are left in the working directory. */
export const playClassic: Player = ({ testcase, seed, keep, command }, tell, paint) => {
  const scenario = testcase.build(seed);
  const { title, remarks } = scenario;
  for (const line of tellStart({ testcase: testcase.name, title, seed, remarks }, paint)) tell(line);
  const result = runOne(testcase, scenario, { ...keep, logsTo: '.' }, tell, paint);
  for (const line of tellResult(result, { logs: LOGS, folder: result.folder, command }, paint)) tell(line);
  return { ...result, score: shareOf(result.points) };
};
