import type { RequestId } from '../../core/ids.ts';
import { requestId } from '../../core/ids.ts';
import type { Input, Request } from '../../core/input.ts';
import type { KeyPage, Listing } from '../../core/listing/listing.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import { writtenValue } from '../../core/operation.ts';
import type { Tick } from '../../core/time.ts';
import type { WatchEvent } from '../../core/watch/watch-event.ts';
import { must } from '../../lib/assert.ts';
import type { Recorder } from '../../trace/recorder.ts';
import type { EventQueue } from '../event-queue.ts';
import type { Host } from '../host.ts';
import type { Asked, ClientsWorld } from './clients.ts';
import type { WatchWish } from './watchers.ts';

/** Kinds of events in the queue, and what their integers are. */
export const REQUEST = 4; // at host; b: 1 when it has waited; reference: question
export const WAKE_CLIENT = 5; // client
export const EXPIRE_REQUEST = 6; // client; a: request
export const WAKE_WATCHER = 8; // watcher; a: watch, or -1

type Asking = Extract<
  Input,
  {
    readonly kind:
      | 'requested'
      | 'requested-many'
      | 'requested-keys'
      | 'watched'
      | 'watch-wanted'
      | 'unwatched';
  }
>;

/** What a host is asked, but for the moment at which it hears it. */
export type Question = Asking extends infer One ? (One extends Asking ? Omit<One, 'now'> : never) : never;

/** Where clients and hosts meet: puts questions into the queue, tells the trace of them, and knows who waits for which answer. */
export class Desk implements ClientsWorld {
  readonly #hosts: readonly Host[];
  readonly #queue: EventQueue;
  readonly #recorder: Recorder;
  /** At which host a watch is, and in which of its lives. */
  readonly #watchedAt = new Map<number, { readonly host: Host; readonly boots: number }>();
  /** Which client asked, for the operations of a workload. */
  readonly #askedBy = new Map<number, number>();

  constructor(hosts: readonly Host[], queue: EventQueue, recorder: Recorder) {
    this.#hosts = hosts;
    this.#queue = queue;
    this.#recorder = recorder;
  }

  get now(): Tick {
    return this.#queue.now as Tick;
  }

  reachable(): readonly number[] {
    return this.#hosts
      .filter(({ state }) => state === 'up' || state === 'paused')
      .map(({ number }) => number);
  }

  /** A client may ask again from inside the step that refused it: its turn comes after that step. */
  ask(number: number, asked: readonly Asked[]): void {
    const host = must(this.#hosts[number - 1], 'host', number);
    const requests = asked.map(({ client, request, operation }): Request => {
      this.#askedBy.set(request, client);
      this.open(host, request, operation, writtenValue(operation), client);
      return { request: requestId(request), operation };
    });
    const [first] = requests;
    if (first === undefined) return;
    this.#put(
      host,
      requests.length === 1
        ? { kind: 'requested', request: first.request, operation: first.operation }
        : { kind: 'requested-many', requests },
    );
  }

  askKeys(number: number, client: number, count: number, listing: Listing): void {
    const host = must(this.#hosts[number - 1], 'host', number);
    const [tick, request] = [this.now, requestId(count)];
    this.#askedBy.set(count, client);
    host.openRequests += 1;
    this.#recorder.rare({ kind: 'keys-requested', tick, node: host.identity, request, listing, client });
    this.#put(host, { kind: 'requested-keys', request, listing });
  }

  openWatch(number: number, count: number, { client, ...wish }: WatchWish): void {
    const host = must(this.#hosts[number - 1], 'host', number);
    const [tick, watch] = [this.now, requestId(count)];
    const { credit, ...shown } = wish;
    this.#watchedAt.set(count, { host, boots: host.boots });
    this.#recorder.rare({ kind: 'watch-opened', tick, node: host.identity, watch, ...shown, client });
    this.#put(host, { kind: 'watched', watch, ...wish });
  }

  isOpen(watch: number): boolean {
    const at = this.#watchedAt.get(watch);
    return at !== undefined && at.host.state !== 'crashed' && at.host.boots === at.boots;
  }

  wantMore(count: number, more: number): void {
    const at = this.#watchedAt.get(count);
    if (at !== undefined) this.#put(at.host, { kind: 'watch-wanted', watch: requestId(count), more });
  }

  closeWatch(count: number): void {
    const at = must(this.#watchedAt.get(count), 'watch', count);
    const watch = requestId(count);
    if (this.isOpen(count)) this.#put(at.host, { kind: 'unwatched', watch });
    this.#watchedAt.delete(count);
    this.#recorder.rare({ kind: 'watch-closed', tick: this.now, node: at.host.identity, watch });
  }

  wakeWatcher(watcher: number, after: number, watch = -1): void {
    this.#queue.push(this.now + after, WAKE_WATCHER, watcher, watch, 0, undefined);
  }

  /** A watch tells something. */
  told(host: Host, watch: RequestId, told: WatchEvent): void {
    this.#recorder.rare({ kind: 'watch-told', tick: this.now, node: host.identity, watch, told });
  }

  wakeLater(client: number, after: number): void {
    this.#queue.push(this.now + after, WAKE_CLIENT, client, 0, 0, undefined);
  }

  expireLater(client: number, request: number, after: number): void {
    this.#queue.push(this.now + after, EXPIRE_REQUEST, client, request, 0, undefined);
  }

  gaveUp(client: number, request: number): void {
    this.#recorder.rare({ kind: 'gave-up', tick: this.now, request: requestId(request), client });
  }

  /** An operation is put to a host. */
  open(host: Host, number: number, operation: Operation, expected: string | null, client?: number): void {
    host.openRequests += 1;
    const [tick, request] = [this.now, requestId(number)];
    const event = { kind: 'requested', tick, node: host.identity, request, operation, expected } as const;
    this.#recorder.rare(client === undefined ? event : { client, ...event });
  }

  /** It is answered. @returns the client that waits for it */
  close(host: Host, request: RequestId, outcome: Outcome): number | undefined {
    this.#recorder.rare({ kind: 'replied', tick: this.now, node: host.identity, request, outcome });
    return this.#askerOf(host, request);
  }

  /** A listing is answered. @returns the client that waits for it */
  closeKeys(host: Host, request: RequestId, page: KeyPage): number | undefined {
    this.#recorder.rare({ kind: 'keys-replied', tick: this.now, node: host.identity, request, page });
    return this.#askerOf(host, request);
  }

  #put(host: Host, question: Question): void {
    this.#queue.push(this.now, REQUEST, host.number, 0, 0, question);
  }

  #askerOf(host: Host, request: RequestId): number | undefined {
    host.openRequests -= 1;
    const client = this.#askedBy.get(request);
    this.#askedBy.delete(request);
    return client;
  }
}
