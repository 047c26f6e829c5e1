import { EVENT_KINDS } from '../../explore/event-kinds.ts';
import { must } from '../../lib/assert.ts';

/** The code of what carries no message. */
export const NOTHING = 255;

const CODES: ReadonlyMap<string, number> = new Map(EVENT_KINDS.map((name, code) => [name, code]));

/** The code of a kind of events, notes or messages: its place among all of them. */
export function codeOf(name: string): number {
  return must(CODES.get(name), `code of ${name}`);
}

export function nameOf(code: number): string {
  return EVENT_KINDS[code] ?? '';
}
