import * as v from 'valibot';
import { unreachable } from '../../lib/assert.ts';
import type { About, Json } from './notes.ts';
import { notesOf } from './notes.ts';

type Schema = v.GenericSchema<unknown, unknown>;

/** What a schema is made of, for those who describe it. */
export type Outline =
  | { readonly kind: 'atom'; readonly about: About }
  | { readonly kind: 'choice'; readonly allowed: string; readonly options: readonly Outline[] }
  | { readonly kind: 'group'; readonly fields: readonly OutlineField[] }
  | { readonly kind: 'list'; readonly item: Outline };

export interface OutlineField {
  readonly name: string;
  readonly meaning: string;
  readonly required: boolean;
  /** What stands for it where it is not given, as a file would say it; undefined where nothing does. */
  readonly fallback: unknown;
  readonly of: Outline;
}

/** Looks through the layers of a schema for what a reader wants to know. */
export function outlineOf(schema: Schema): Outline {
  const { about, options, allowed = '' } = notesOf(schema);
  if (about !== undefined) return { kind: 'atom', about };
  if (options !== undefined) return { kind: 'choice', allowed, options: options.map(outlineOf) };
  const core = coreOf(schema);
  if ('entries' in core)
    return { kind: 'group', fields: Object.entries(core.entries as Entries).map(fieldOf) };
  if ('item' in core) return { kind: 'list', item: outlineOf(core.item as Schema) };
  return { kind: 'atom', about: { allowed: core.expects, json: {} } };
}

type Entries = Readonly<Record<string, Schema>>;

function fieldOf([name, schema]: readonly [string, Schema]): OutlineField {
  const required = schema.type !== 'exact_optional';
  const { wrapped = schema, default: fallback } = schema as {
    readonly wrapped?: Schema;
    readonly default?: unknown;
  };
  return { name, meaning: v.getDescription(wrapped) ?? '', required, fallback, of: outlineOf(wrapped) };
}

/** The schema beneath checks and transformations that tells the structure. */
function coreOf(schema: Schema): Schema {
  const { wrapped, pipe } = schema as {
    readonly wrapped?: Schema;
    readonly pipe?: readonly { readonly kind: string }[];
  };
  if (wrapped !== undefined) return coreOf(wrapped);
  if (pipe === undefined) return schema;
  const inner = pipe.filter((part): part is Schema => part.kind === 'schema' && part !== schema).map(coreOf);
  return inner.find((part) => 'entries' in part || 'item' in part) ?? schema;
}

/** The fragment of JSON Schema that says the same. */
export function jsonOf(outline: Outline): Json {
  switch (outline.kind) {
    case 'atom':
      return outline.about.json;
    case 'choice':
      return { anyOf: outline.options.map(jsonOf) };
    case 'list':
      return { type: 'array', items: jsonOf(outline.item) };
    case 'group': {
      const required = outline.fields.filter((field) => field.required).map(({ name }) => name);
      return {
        type: 'object',
        properties: Object.fromEntries(outline.fields.map((field) => [field.name, propertyOf(field)])),
        ...(required.length === 0 ? {} : { required }),
        additionalProperties: false,
      };
    }
    default:
      return unreachable(outline);
  }
}

function propertyOf({ meaning, fallback, of }: OutlineField): Json {
  return { description: meaning, ...jsonOf(of), ...(fallback === undefined ? {} : { default: fallback }) };
}
