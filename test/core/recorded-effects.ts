import type { Effects } from '../../src/core/effect.ts';
import type { NodeId, RequestId } from '../../src/core/ids.ts';
import type { KeyPage } from '../../src/core/listing/listing.ts';
import type { LogEntry } from '../../src/core/log-entry.ts';
import type { Message } from '../../src/core/message.ts';
import type { Note } from '../../src/core/note.ts';
import type { Outcome } from '../../src/core/operation.ts';
import type { Ticks } from '../../src/core/time.ts';
import type { Timer } from '../../src/core/timer.ts';
import type { WatchEvent } from '../../src/core/watch/watch-event.ts';
import { freezeDeep } from './freeze.ts';

/** One call of a node upon the world, as data. */
export type Effect =
  | { readonly kind: 'send'; readonly to: NodeId; readonly message: Message }
  | { readonly kind: 'set-timer'; readonly timer: Timer; readonly after: Ticks }
  | { readonly kind: 'cancel-timer'; readonly timer: Timer }
  | { readonly kind: 'append'; readonly index: number; readonly entry: LogEntry }
  | { readonly kind: 'snapshot'; readonly upTo: number; readonly entries: readonly LogEntry[] }
  | { readonly kind: 'reply'; readonly request: RequestId; readonly outcome: Outcome }
  | { readonly kind: 'reply-keys'; readonly request: RequestId; readonly page: KeyPage }
  | { readonly kind: 'deliver'; readonly watch: RequestId; readonly event: WatchEvent }
  | { readonly kind: 'note'; readonly note: Note };

/** A world that only writes down what it is asked for, in order. Messages are frozen as they leave the node. */
export class RecordedEffects implements Effects {
  #asked: Effect[] = [];

  /** All since the last time, in order. */
  take(): readonly Effect[] {
    const asked = this.#asked;
    this.#asked = [];
    return asked;
  }

  send(to: NodeId, message: Message): void {
    this.#asked.push({ kind: 'send', to, message: freezeDeep(message) });
  }

  setTimer(timer: Timer, after: Ticks): void {
    this.#asked.push({ kind: 'set-timer', timer, after });
  }

  cancelTimer(timer: Timer): void {
    this.#asked.push({ kind: 'cancel-timer', timer });
  }

  append(index: number, entry: LogEntry): void {
    this.#asked.push({ kind: 'append', index, entry: freezeDeep(entry) });
  }

  snapshot(upTo: number, entries: readonly LogEntry[]): void {
    this.#asked.push({ kind: 'snapshot', upTo, entries: freezeDeep(entries) });
  }

  reply(request: RequestId, outcome: Outcome): void {
    this.#asked.push({ kind: 'reply', request, outcome });
  }

  replyKeys(request: RequestId, page: KeyPage): void {
    this.#asked.push({ kind: 'reply-keys', request, page });
  }

  deliver(watch: RequestId, event: WatchEvent): void {
    this.#asked.push({ kind: 'deliver', watch, event });
  }

  note(note: Note): void {
    this.#asked.push({ kind: 'note', note });
  }
}

/** Messages among effects, with their receivers. */
export function sends(
  effects: readonly Effect[],
): readonly { readonly to: NodeId; readonly message: Message }[] {
  return effects.flatMap((effect) =>
    effect.kind === 'send' ? [{ to: effect.to, message: effect.message }] : [],
  );
}

/** Answers to clients among effects. */
export function replies(effects: readonly Effect[]): readonly Outcome[] {
  return effects.flatMap((effect) => (effect.kind === 'reply' ? [effect.outcome] : []));
}

/** Kinds of effects in order; of a message its own kind. */
export function kinds(effects: readonly Effect[]): readonly string[] {
  return effects.map((effect) => (effect.kind === 'send' ? effect.message.kind : effect.kind));
}
