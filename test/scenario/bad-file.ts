import type { ExecutionContext } from 'ava';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

/** A file that is right as far as it goes; the next line is the fourth. */
export const BASE = 'title: a claim\ncluster: { nodes: 5 }\nheal: 3000\n';

/** What one entry of faults says, from line 5, column 5. */
export function fault(entry: string): string {
  return `${BASE}faults:\n  - ${entry}\n`;
}

/** What is wrong with a file, the file, and what its message begins or goes on with after the name of the file. */
export type Row = readonly [title: string, text: string, message: string];

export function assertRefused(t: ExecutionContext, text: string, message: string): void {
  const error = t.throws(() => parseScenario(text, 'x.yaml'), { instanceOf: ScenarioError });
  t.true(error.message.startsWith('x.yaml:'), error.message);
  t.true(error.message.includes(message), `found: ${error.message}\nwanted: ${message}`);
}
