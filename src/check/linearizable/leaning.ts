import { ABSENT } from '../history/value-table.ts';
import { verbCode } from '../history/verb.ts';
import type { SubHistory } from './sub-history.ts';

/**
 * Which operations' results rest on which others having happened. An operation that provides a thing may be left out
 * only together with all that need it; then a linearization of the whole, with the same operations left out, is one of
 * the part, so that a part without one convicts the whole.
 */
export interface Leaning {
  /** By operation id; things are numbers. */
  readonly needs: ReadonlyMap<number, readonly number[]>;
  readonly provides: ReadonlyMap<number, readonly number[]>;
}

type Name = (id: number, thing: string) => number;

export function leaningOf(sub: SubHistory): Leaning {
  const numbers = new Map<string, number>();
  const name: Name = (id, thing) => {
    const full = `${sub.history.key[id]} ${thing}`;
    const known = numbers.get(full);
    if (known !== undefined) return known;
    numbers.set(full, numbers.size);
    return numbers.size - 1;
  };
  const needs = new Map<number, readonly number[]>();
  const provides = new Map<number, number[]>();
  for (const id of sub.ids) {
    needs.set(
      id,
      needsOf(sub, id).map((thing) => name(id, thing)),
    );
    provides.set(
      id,
      providesOf(sub, id).map((thing) => name(id, thing)),
    );
  }
  provideTexts(sub, name, provides);
  return { needs, provides };
}

function needsOf(sub: SubHistory, id: number): readonly string[] {
  const { verb, observed } = sub.history;
  switch (verb[id]) {
    case verbCode.read:
    case verbCode.get:
      return observed[id] === ABSENT ? ['absent'] : [`${observed[id]}`];
    case verbCode.cas:
      return [`${observed[id]}`];
    case verbCode.create:
      return ['absent'];
    case verbCode.update:
    case verbCode.delete:
      return ['present'];
    case verbCode.append:
      return ['text'];
    default:
      return [];
  }
}

function providesOf(sub: SubHistory, id: number): readonly string[] {
  const { verb, written, values } = sub.history;
  const text = typeof values.at(written[id] ?? ABSENT) === 'string' ? ['text'] : [];
  switch (verb[id]) {
    case verbCode.write:
    case verbCode.cas:
    case verbCode.update:
      return [`${written[id]}`, ...text];
    case verbCode.put:
    case verbCode.create:
      return [`${written[id]}`, 'present', ...text];
    case verbCode.append:
      return ['present'];
    case verbCode.delete:
      return ['absent', 'text'];
    default:
      return [];
  }
}

/** An observed text may have grown from any text it begins with, or from nothing, by any appends it contains. */
function provideTexts(sub: SubHistory, name: Name, provides: ReadonlyMap<number, number[]>): void {
  const { key, verb, observed, written, values } = sub.history;
  const growing = new Set<number | undefined>();
  for (const id of sub.ids) if (verb[id] === verbCode.append) growing.add(key[id]);
  if (growing.size === 0) return;
  const gets = sub.ids.filter((id) => verb[id] === verbCode.get && growing.has(key[id]));
  const seen = new Set<number>();
  for (const get of gets) {
    const text = values.at(observed[get] ?? ABSENT);
    const thing = name(get, `${observed[get]}`);
    if (typeof text !== 'string' || seen.has(thing)) continue;
    seen.add(thing);
    for (const id of sub.ids) {
      const part = values.at(written[id] ?? ABSENT);
      const growsFrom = verb[id] === verbCode.delete || (typeof part === 'string' && text.startsWith(part));
      const growsBy = verb[id] === verbCode.append && typeof part === 'string' && text.includes(part);
      if (key[id] === key[get] && (growsFrom || growsBy)) provides.get(id)?.push(thing);
    }
  }
}
