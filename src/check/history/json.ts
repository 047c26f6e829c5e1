import { compareText } from '../../lib/order.ts';

/** A value of the store. `null` is a value like any other; having no value is `undefined`, which JSON cannot say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Equal values, whatever the order of their members, give equal text. */
export function canonicalText(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonicalText).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`).join(',')}}`;
}

/** `Array.isArray` does not narrow a union with a readonly array. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
