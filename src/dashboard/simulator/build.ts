import { readScenarioFile } from '../../scenario/file/read.ts';
import { fieldsOf } from '../../scenario/format/scenario.ts';
import { readTestcase } from '../../scenario/read.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Order } from './order.ts';

/** Above the numbers of all entries that a file may have by itself, so that no draw of theirs changes. */
const FIRST_NUMBER = 50_000_000;
const BLOCK = 1000;

/**
 * The scenario of an order. Changes go the way of everything that is written by hand: into the text of a scenario file,
 * through its reader and all its checks.
 * @throws ScenarioError at the first mistake in the text or in a change
 */
export function buildOrder({ file, text, seed, changes }: Order): Scenario {
  const scenario = readTestcase(text, file, readScenarioFile).build(seed);
  if (changes.length === 0) return scenario;
  const fields: { readonly faults?: readonly unknown[] } = fieldsOf(scenario, false);
  const added = changes.map((change, place) => ({ number: FIRST_NUMBER + place * BLOCK, ...change }));
  const changed = { ...fields, faults: [...(fields.faults ?? []), ...added] };
  return readScenarioFile(JSON.stringify(changed), 'the changed scenario').build(scenario.seed);
}
