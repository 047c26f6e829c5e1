import type { Json } from './json.ts';
import type { Verb } from './verb.ts';

/** `fail`: it certainly did not and will not happen. `info`: nobody knows. */
export type EventType = 'invoke' | 'ok' | 'fail' | 'info';

/** A client: it waits for one answer before it asks again, and asks no more after an `info`. */
export type ProcessName = number | string;

/** One line of a history. The words are Jepsen's; the order of lines is the only clock that counts. */
export interface HistoryEvent {
  readonly type: EventType;
  readonly process: ProcessName;
  readonly operation: Verb;
  /** Left out throughout a history of one register. */
  readonly key?: string;
  /**
   * `invoke`: what to write; `[from, to]` for `cas`. `ok`: what `read` and `get` observed; a `get` that found
   * nothing has no value, which is not the value `null`. Elsewhere without meaning.
   */
  readonly value?: Json;
  /** For the reader's eye only; any unit. */
  readonly time?: number;
  /** Of an `info`, for the reader's eye too: it was acknowledged, but sloppily, and that promises nothing. */
  readonly sloppy?: true;
}

/** The line, without its line feed, in the member order that the reader knows best. */
export function formatHistoryEvent(event: HistoryEvent): string {
  let line = `{"type":"${event.type}","process":${JSON.stringify(event.process)},"operation":"${event.operation}"`;
  if (event.key !== undefined) line += `,"key":${JSON.stringify(event.key)}`;
  if (event.value !== undefined) line += `,"value":${JSON.stringify(event.value)}`;
  if (event.time !== undefined) line += `,"time":${event.time}`;
  if (event.sloppy !== undefined) line += `,"sloppy":true`;
  return `${line}}`;
}
