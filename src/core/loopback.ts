import { must } from '../lib/assert.ts';
import { Outbox } from './bundle.ts';
import type { Effects } from './effect.ts';
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
 * The effects as the parts of a node see them: a message to the node itself stays inside. It is handled within the
 * same step, after everything that was already under way.
 */
export class Loopback implements Effects {
  readonly #self: NodeId;
  readonly #letters: Message[] = [];
  readonly #outbox = new Outbox();
  #gathering = false;
  /** What the world gets instead of a message. */
  readonly #seal: (message: Message) => Message;
  #world: Effects | undefined;

  constructor(self: NodeId, seal: (message: Message) => Message) {
    this.#self = self;
    this.#seal = seal;
  }

  /** For the length of one step. */
  attach(world: Effects): void {
    this.#world = world;
  }

  /** Nothing may be asked of the world between steps. */
  detach(): void {
    this.#world = undefined;
  }

  /** The next message of the node to itself. */
  take(): Message | undefined {
    return this.#letters.length === 0 ? undefined : this.#letters.shift();
  }

  /** What is sent from now on waits, and leaves together with what else goes to the same node. */
  gather(): void {
    this.#gathering = true;
  }

  /** Sends what was gathered. */
  release(): void {
    this.#gathering = false;
    this.#outbox.empty((to, message) => this.send(to, message));
  }

  send(to: NodeId, message: Message): void {
    if (this.#gathering) this.#outbox.put(to, message);
    else if (to === this.#self) this.#letters.push(message);
    else this.#step.send(to, this.#seal(message));
  }

  setTimer(timer: Timer, after: Ticks): void {
    this.#step.setTimer(timer, after);
  }

  cancelTimer(timer: Timer): void {
    this.#step.cancelTimer(timer);
  }

  append(index: number, entry: LogEntry): void {
    this.#step.append(index, entry);
  }

  snapshot(upTo: number, entries: readonly LogEntry[]): void {
    this.#step.snapshot(upTo, entries);
  }

  reply(request: RequestId, outcome: Outcome): void {
    this.#step.reply(request, outcome);
  }

  replyKeys(request: RequestId, page: KeyPage): void {
    this.#step.replyKeys(request, page);
  }

  deliver(watch: RequestId, event: WatchEvent): void {
    this.#step.deliver(watch, event);
  }

  note(note: Note): void {
    this.#step.note(note);
  }

  get #step(): Effects {
    return must(this.#world, 'a step under way');
  }
}
