import * as v from 'valibot';

/** A fragment of an editor's JSON Schema. */
export type Json = { readonly [name: string]: unknown };

/** What help and JSON Schema say about one kind of value; kept beside it in the schema. */
export interface About {
  /** What may stand there, in words. */
  readonly allowed: string;
  readonly json: Json;
}

/** What a schema keeps beside itself for its readers, through the layers around it. */
export function notesOf(schema: v.GenericSchema<unknown, unknown>): Notes {
  const { wrapped } = schema as { readonly wrapped?: v.GenericSchema<unknown, unknown> };
  return v.getMetadata(wrapped ?? schema) as Notes;
}

export interface Notes {
  readonly about?: About;
  readonly options?: readonly v.GenericSchema<unknown, unknown>[];
  readonly allowed?: string;
}

/** What may stand where a schema is, in words. */
export function allowedIn(schema: v.GenericSchema<unknown, unknown> | undefined): string | undefined {
  const notes = schema === undefined ? {} : notesOf(schema);
  return notes.about?.allowed ?? notes.allowed;
}
