import type { NodeId, RequestId } from './ids.ts';
import type { KeyPage } from './listing/listing.ts';
import type { LogEntry } from './log-entry.ts';
import type { Message } from './message.ts';
import type { Note } from './note.ts';
import type { Outcome } from './operation.ts';
import type { Ticks } from './time.ts';
import type { Timer } from './timer.ts';
import type { WatchEvent } from './watch/watch-event.ts';

/**
 * Everything a node can ask of the world, in the order it asks. A driver begins each effect before the next
 * input and never steps a node from inside one of these calls.
 */
export interface Effects {
  /** Best effort: the message may be lost, late, repeated or out of order. Never to the node itself. */
  send(to: NodeId, message: Message): void;
  /** Fires once, `after` ticks of the node's own clock from now. */
  setTimer(timer: Timer, after: Ticks): void;
  cancelTimer(timer: Timer): void;
  /** Indexes count up from the recovered log's `nextIndex`; `appended` answers when the entry and all before it are durable. */
  append(index: number, entry: LogEntry): void;
  /**
   * Entries that stand for all those before index `upTo`, which are durable. When they are durable themselves, the world
   * forgets what they stand for, and `snapshotted` answers; until then a crash finds the log as it was.
   */
  snapshot(upTo: number, entries: readonly LogEntry[]): void;
  reply(request: RequestId, outcome: Outcome): void;
  /** Answers `requested-keys`. */
  replyKeys(request: RequestId, page: KeyPage): void;
  /** An event of a watch. Each `changed` uses up one of those that its client has asked for; `reached` is free. */
  deliver(watch: RequestId, event: WatchEvent): void;
  note(note: Note): void;
}
