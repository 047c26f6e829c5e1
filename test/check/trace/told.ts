import { TraceBook } from '../../../src/check/trace/book.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { Note } from '../../../src/core/note.ts';
import type { Operation } from '../../../src/core/operation.ts';
import { tick } from '../../../src/core/time.ts';
import type { Version } from '../../../src/core/version.ts';
import type { RareEvent } from '../../../src/trace/event.ts';

/** Events of a made-up run. Everything happens at tick 0 unless `at` says otherwise. */
export function bookOf(...events: readonly (RareEvent | readonly RareEvent[])[]): TraceBook {
  const book = new TraceBook();
  for (const event of events.flat()) book.add(event);
  return book;
}

/** The same events at a later tick. */
export function at(
  when: number,
  ...events: readonly (RareEvent | readonly RareEvent[])[]
): readonly RareEvent[] {
  return events.flat().map((event) => ({ ...event, tick: tick(when) }));
}

export const now = { tick: tick(0) };
export const KEY = key('k');

/** `7@n2`: counter and writer; its first life unless `.3` says otherwise. */
export function v(text: string): Version {
  const [counter = '', writer = '', incarnation = '1'] = text.split(/@n|\./);
  return { counter: Number(counter), writer: nodeId(Number(writer)), incarnation: Number(incarnation) };
}

/** `put a`, `create a`, `update a`, `read`, `delete`; all of the one key. */
export function op(text: string): Operation {
  const [kind, value = ''] = text.split(' ');
  if (kind === 'put' || kind === 'create' || kind === 'update') return { kind, key: KEY, value };
  return kind === 'delete' ? { kind, key: KEY } : { kind: 'read', key: KEY };
}

export function noted(node: number, note: Note): RareEvent {
  return { ...now, kind: 'noted', node: nodeId(node), note };
}
