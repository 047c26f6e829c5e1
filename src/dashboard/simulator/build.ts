import { readScenarioFile } from '../../scenario/file/read.ts';
import { readTestcase } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Order } from './ask.ts';

/** The scenario of an order. @throws ScenarioError at the first mistake in the text */
export function buildOrder({ file, text, seed }: Order): Scenario {
  return readTestcase(text, file, readScenarioFile).build(seed);
}
