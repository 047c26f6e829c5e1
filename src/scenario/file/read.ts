import { buildScenario } from '../build.ts';
import type { Recipe } from '../read.ts';
import { parseScenario } from './parse.ts';

/** Reads a scenario file, YAML or JSON. @throws ScenarioError at the first mistake */
export function readScenarioFile(text: string, file: string): Recipe {
  const parsed = parseScenario(text, file);
  return { seed: parsed.seed, build: (seed = parsed.seed) => buildScenario(parsed, seed) };
}
