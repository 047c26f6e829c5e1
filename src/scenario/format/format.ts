import type { Document } from 'yaml';
import { isCollection, isMap, isPair, isScalar, isSeq, Document as YamlDocument } from 'yaml';
import { assert } from '../../lib/assert.ts';
import { buildScenario } from '../build.ts';
import { parseScenario } from '../file/parse.ts';
import type { Scenario } from '../scenario.ts';
import { ScenarioError } from '../scenario-error.ts';
import { fieldsOf } from './scenario.ts';

const WIDTH = 120;
/** What fits into the line of its name, as JSON. */
const SHORT = 100;

/**
 * Writes a scenario as a testcase file that is read back as an equal one: what was drawn and expanded stands there as
 * it is, each act under its own number. A fault and its end are one entry, unless that would change the order of acts.
 */
export function formatScenario(scenario: Scenario): string {
  const readable = write(scenario, true);
  if (isReadBack(readable, scenario)) return readable;
  const exact = write(scenario, false);
  assert(isReadBack(exact, scenario), 'a scenario is not read back as it was written');
  return exact;
}

function isReadBack(text: string, scenario: Scenario): boolean {
  try {
    const back = buildScenario(parseScenario(text, 'the written scenario'), scenario.seed);
    return canonical(back) === canonical(scenario);
  } catch (error) {
    if (error instanceof ScenarioError) return false;
    throw error;
  }
}

function write(scenario: Scenario, paired: boolean): string {
  const document = new YamlDocument(fieldsOf(scenario, paired), {
    aliasDuplicateObjects: false,
    version: '1.2',
  });
  layOut(document);
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: true });
}

/** The names of the file in lines of their own, each entry of a list in a line, all else within the line. */
function layOut(document: Document): void {
  if (!isMap(document.contents)) return;
  for (const pair of document.contents.items) {
    if (!isPair(pair) || !isCollection(pair.value)) continue;
    const inLines = isSeq(pair.value) && isScalar(pair.key) && pair.key.value === 'faults';
    if (!inLines) pair.value.flow = JSON.stringify(pair.value).length <= SHORT;
    else for (const item of pair.value.items) if (isCollection(item)) item.flow = true;
  }
}

/** Equal texts for equal scenarios: names in code-unit order, nothing for what is undefined. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}
