import { LARGEST_GROUP } from './cluster-fields.ts';
import { faultForms } from './faults/fault.ts';
import { guide } from './guide.ts';
import { hostSchemas } from './hosts.ts';
import type { Json } from './notes.ts';
import type { Outline, OutlineField } from './outline.ts';
import { jsonOf, outlineOf } from './outline.ts';
import { scenarioFields } from './scenario-fields.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const INDENT = '  ';
/** What the entries of faults have in common. */
const SHARED = ['at', 'until', 'number', 'fault'];

/** Everything that may stand in a scenario file, for `help scenario`. */
export function helpScenario(): string {
  const outline = outlineOf(scenarioFields(LARGEST_GROUP));
  const forms = Object.entries(faultForms(hostSchemas(LARGEST_GROUP)));
  return [
    'A scenario file is YAML or JSON. Times are ticks; in profile drill one tick is one millisecond.',
    'Hosts are named n1 … nN. Shares are exact: 1%, 0.1%, 1/3 or 0.25.',
    '',
    ...linesOf(outline, ''),
    '',
    'Each entry of faults says at which tick it begins, and what happens. Where [until] stands, it may say at which tick',
    'it ends; else it lasts until heal, or the end. number names the entry for its draws, 1000 × its place in the list',
    'where it is not given; fault names a fault of links for remove, its number where it is not given. Entries are:',
    '',
    ...forms.flatMap(([what, { meaning, names, schema }]) => [
      `${INDENT}${what}${names.includes('until') ? ' [until]' : ''}: ${meaning}`,
      ...linesOf(withoutShared(outlineOf(schema)), INDENT.repeat(2)),
    ]),
    '',
    ...guide(),
    '',
  ].join('\n');
}

/** A JSON Schema for editors, made of the same table that files are checked against. */
export function scenarioJsonSchema(): Json {
  return {
    $schema: DIALECT,
    title: 'Orrery scenario',
    ...jsonOf(outlineOf(scenarioFields(LARGEST_GROUP))),
  };
}

function withoutShared(outline: Outline): Outline {
  return outline.kind === 'group'
    ? { ...outline, fields: outline.fields.filter(({ name }) => !SHARED.includes(name)) }
    : outline;
}

function linesOf(outline: Outline, indent: string): readonly string[] {
  return outline.kind === 'group' ? outline.fields.flatMap((field) => lineOf(field, indent)) : [];
}

function lineOf(field: OutlineField, indent: string): readonly string[] {
  const { name, meaning, required, fallback, of } = field;
  const usual = required
    ? ', required'
    : fallback === undefined || isEmpty(fallback)
      ? ''
      : `, else ${show(fallback)}`;
  const allowed = allowedIn(of);
  const says = allowed === '' || allowed === meaning ? meaning : `${meaning}: ${allowed}`;
  const inner = of.kind === 'choice' ? of.options.find(isLarge) : of;
  return [
    `${indent}${name}: ${says}${usual}`,
    ...(inner === undefined ? [] : linesOf(inner, indent + INDENT)),
  ];
}

function allowedIn(outline: Outline): string {
  if (outline.kind === 'atom') return outline.about.allowed;
  return outline.kind === 'choice' ? outline.allowed : '';
}

/** A group that its one line cannot show. */
function isLarge(outline: Outline): boolean {
  return outline.kind === 'group' && outline.fields.length > 3;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function show(value: unknown): string {
  if (value === '') return 'nothing';
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([name, part]) => `${name}: ${show(part)}`)
    .join(', ')} }`;
}
