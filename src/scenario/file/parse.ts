import * as v from 'valibot';
import { assert } from '../../lib/assert.ts';
import { ScenarioError } from '../scenario-error.ts';
import { checkFile } from './check.ts';
import { LARGEST_GROUP, USUAL_GROUP } from './cluster-fields.ts';
import type { Mistake } from './mistake.ts';
import { mistakeOf, withoutEchoes } from './mistake.ts';
import type { ScenarioFile } from './scenario-fields.ts';
import { scenarioFields } from './scenario-fields.ts';
import { firstOf } from './tree.ts';
import { readYaml } from './yaml-text.ts';

/**
 * Reads a scenario file, YAML or JSON.
 * @param file what to call it in messages
 * @throws ScenarioError at the first mistake in the order of the file
 */
export function parseScenario(text: string, file: string): ScenarioFile {
  const { value, root } = readYaml(text, file);
  const result = v.safeParse(fieldsOf(groupSize(value)), value);
  if (!result.success) return refuse(result.issues.map((issue) => mistakeOf(issue, root)));
  assert(typeof value === 'object' && value !== null, 'a file that fits the schema is a map');
  const parsed: ScenarioFile = { ...result.output, stated: Object.keys(value) };
  return refuseIfAny(parsed, checkFile(parsed, root));
}

/** The table of the group size met last: a shrink or a sweep reads the same size again and again. */
let table = { nodes: USUAL_GROUP, fields: scenarioFields(USUAL_GROUP) };

function fieldsOf(nodes: number): ReturnType<typeof scenarioFields> {
  if (nodes !== table.nodes) table = { nodes, fields: scenarioFields(nodes) };
  return table.fields;
}

function refuseIfAny(parsed: ScenarioFile, mistakes: readonly Mistake[]): ScenarioFile {
  return mistakes.length === 0 ? parsed : refuse(mistakes);
}

function refuse(mistakes: readonly Mistake[]): never {
  const { place, problem, allowed } = firstOf(withoutEchoes(mistakes));
  throw new ScenarioError(place, problem, allowed);
}

/** How many hosts a file has at least, as far as it can be told before it is checked. */
function groupSize(value: unknown): number {
  const cluster = inside(value, 'cluster');
  if (cluster !== undefined) return sizeOf(inside(cluster, 'nodes')) ?? USUAL_GROUP;
  const swarm = inside(value, 'swarm');
  if (swarm === undefined || swarm === false) return USUAL_GROUP;
  const nodes = inside(swarm, 'nodes');
  return sizeOf(inside(nodes, 'min')) ?? sizeOf(nodes) ?? LEAST_IN_SWARM;
}

const LEAST_IN_SWARM = 3;

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** A size that is wrong itself is told as such; no host is blamed for it. */
function sizeOf(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
    ? Math.min(value, LARGEST_GROUP)
    : LARGEST_GROUP;
}
