import type { Effects } from '../../core/effect.ts';
import type { NodeId, RequestId } from '../../core/ids.ts';
import { requestId } from '../../core/ids.ts';
import type { Input } from '../../core/input.ts';
import type { KeyPage, Listing } from '../../core/listing/listing.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import type { Message } from '../../core/message.ts';
import { Node } from '../../core/node.ts';
import type { NodeOptions } from '../../core/node-options.ts';
import type { Note } from '../../core/note.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import type { Wish } from '../../core/ownership/wish.ts';
import type { Tick, Ticks } from '../../core/time.ts';
import type { Timer } from '../../core/timer.ts';
import type { WatchOptions } from '../../core/watch/watch.ts';
import type { WatchEvent } from '../../core/watch/watch-event.ts';
import { assert } from '../../lib/assert.ts';
import type { FlightRecorder } from '../flight/flight-recorder.ts';
import type { Clock } from './clock.ts';
import { Timers } from './timers.ts';

export type Decision = Extract<Note, { readonly kind: 'operation-decided' }>;

/** An answer to a client; `decision` says what else is known of it. */
export type Answer = (outcome: Outcome, decision: Decision | undefined) => void;

/** What a runtime needs of the process around it. Nothing of it may step the node before it has returned. */
export interface World {
  readonly clock: Clock;
  /** Best effort. */
  readonly send: (to: NodeId, message: Message) => void;
  readonly append: (index: number, entry: LogEntry) => void;
  readonly snapshot: (upTo: number, entries: readonly LogEntry[]) => void;
  readonly note: (note: Note) => void;
  /** Records every input before the node is given it. */
  readonly flight?: FlightRecorder | undefined;
}

interface Asked {
  readonly answer: Answer;
  decision: Decision | undefined;
}

/**
 * Drives one node for real: one input at a time, all its effects begun in order before the next. It carries the effects
 * out; what happens in the world comes back through its methods, each of which is one input.
 */
export class Runtime implements Effects {
  readonly node: Node;
  readonly #world: World;
  readonly #timers = new Timers<Timer>((timer) => this.#step({ kind: 'elapsed', now: this.#now, timer }));
  readonly #asked = new Map<RequestId, Asked>();
  readonly #listings = new Map<RequestId, (page: KeyPage) => void>();
  #requests: number;
  readonly #watches = new Map<RequestId, (event: WatchEvent) => void>();
  #stepping = false;
  #stopped = false;

  /** @param begin.now what the clock shows; @param begin.firstRequest requests are numbered above it */
  constructor(
    options: NodeOptions,
    world: World,
    begin: { readonly now?: Tick; readonly firstRequest?: number | undefined } = {},
  ) {
    const { now = world.clock.now(), firstRequest = 0 } = begin;
    this.#world = world;
    this.#requests = firstRequest;
    this.node = new Node(options, now);
  }

  get #now() {
    return this.#world.clock.now();
  }

  /** Operations and listings that have not been answered. */
  get openRequests(): number {
    return this.#asked.size + this.#listings.size;
  }

  /** Replicas take no question of a coordinator that does not know their lives: it would be in vain. */
  reaches({ key, level }: Operation): boolean {
    return level === 'one' || this.node.knowsReplicasOf(key);
  }

  start(): void {
    this.#step({ kind: 'started', now: this.#now });
  }

  /** Deaf and mute from now on; who has not been answered never will be. */
  stop(): void {
    this.#stopped = true;
    this.#timers.cancelAll();
  }

  receive(from: NodeId, message: Message): void {
    this.#step({ kind: 'received', now: this.#now, from, message });
  }

  appended(index: number): void {
    this.#step({ kind: 'appended', now: this.#now, index });
  }

  snapshotted(upTo: number): void {
    this.#step({ kind: 'snapshotted', now: this.#now, upTo });
  }

  request(operation: Operation, answer: Answer): void {
    const request = this.#open(answer);
    this.#step({ kind: 'requested', now: this.#now, request, operation });
  }

  /** Decided apart, asked together: `answer` is called once for each, with its place in the list. */
  requestMany(
    operations: readonly Operation[],
    answer: (nth: number, outcome: Outcome, decision: Decision | undefined) => void,
  ): void {
    const requests = operations.map((operation, nth) => ({
      request: this.#open((...told) => answer(nth, ...told)),
      operation,
    }));
    this.#step({ kind: 'requested-many', now: this.#now, requests });
  }

  list(listing: Listing, answer: (page: KeyPage) => void): void {
    const request = this.#nextRequest();
    this.#listings.set(request, answer);
    this.#step({ kind: 'requested-keys', now: this.#now, request, listing });
  }

  /** @param tell may not step the node. @returns what the watch is called from now on */
  watch(options: Omit<WatchOptions, 'watch'>, tell: (event: WatchEvent) => void): RequestId {
    const watch = this.#nextRequest();
    this.#watches.set(watch, tell);
    this.#step({ kind: 'watched', now: this.#now, watch, ...options });
    return watch;
  }

  /** Who watches has room for so many events more. */
  wantMore(watch: RequestId, more: number): void {
    this.#step({ kind: 'watch-wanted', now: this.#now, watch, more });
  }

  unwatch(watch: RequestId): void {
    if (this.#watches.delete(watch)) this.#step({ kind: 'unwatched', now: this.#now, watch });
  }

  /** An operator wants the ring changed. */
  wish(wish: Wish): void {
    this.#step({ kind: 'wished', now: this.#now, wish });
  }

  // Effects of the step under way.

  send(to: NodeId, message: Message): void {
    this.#world.flight?.observer.sent(to, message);
    this.#world.send(to, message);
  }

  setTimer(timer: Timer, after: Ticks): void {
    this.#timers.set(timer, after);
  }

  cancelTimer(timer: Timer): void {
    this.#timers.cancel(timer);
  }

  append(index: number, entry: LogEntry): void {
    this.#world.append(index, entry);
  }

  snapshot(upTo: number, entries: readonly LogEntry[]): void {
    this.#world.snapshot(upTo, entries);
  }

  reply(request: RequestId, outcome: Outcome): void {
    this.#world.flight?.observer.replied(request, outcome);
    const asked = this.#asked.get(request);
    this.#asked.delete(request);
    asked?.answer(outcome, asked.decision);
  }

  replyKeys(request: RequestId, page: KeyPage): void {
    const answer = this.#listings.get(request);
    this.#listings.delete(request);
    answer?.(page);
  }

  deliver(watch: RequestId, event: WatchEvent): void {
    this.#watches.get(watch)?.(event);
  }

  note(note: Note): void {
    this.#world.flight?.observer.noted(note);
    if (note.kind === 'operation-decided') {
      const asked = this.#asked.get(note.request);
      if (asked !== undefined) asked.decision = note;
    }
    this.#world.note(note);
  }

  #open(answer: Answer): RequestId {
    const request = this.#nextRequest();
    this.#asked.set(request, { answer, decision: undefined });
    return request;
  }

  /** Numbers of one life; what is said under those of another reaches no life but its own (`grpc/`). */
  #nextRequest(): RequestId {
    this.#requests += 1;
    return requestId(this.#requests);
  }

  #step(input: Input): void {
    if (this.#stopped) return;
    assert(!this.#stepping, `a node was given ${input.kind} from inside a step`);
    this.#stepping = true;
    this.#world.flight?.take(input);
    this.node.step(input, this);
    this.#stepping = false;
  }
}
