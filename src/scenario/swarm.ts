import type { ScenarioFile } from './file/scenario-fields.ts';

export function drawSwarm(file: ScenarioFile, _seed: number): ScenarioFile {
  return file;
}
