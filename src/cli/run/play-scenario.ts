import { scoreOf, tellScenario, tellScenarioResult } from '../../report/terminal/scenario.ts';
import type { Player } from './player.ts';
import { runScenario } from './run-scenario.ts';

/** Runs a scenario and tells it from its title to the command that repeats it. */
export const playScenario: Player = ({ testcase, seed, keep, command }, tell, paint) => {
  const scenario = testcase.build(seed);
  const { title, why, source, remarks, workload } = scenario;
  const head = { testcase: testcase.name, title, why, source, seed, remarks };
  for (const line of tellScenario(head, paint)) tell(line);
  const result = runScenario(testcase, scenario, keep, tell, paint);
  const traces = { files: `all of it in ${result.folder}`, command };
  for (const line of tellScenarioResult(result, workload?.clients ?? 0, traces, paint)) tell(line);
  return { ...result, score: scoreOf(result) };
};
