import type { Key } from '../../core/ids.ts';
import type { KeyPage, Listing } from '../../core/listing/listing.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import { must } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import { hashText } from '../../lib/mix.ts';
import { threshold } from '../../lib/ratio.ts';
import type { WatchPlan, WorkloadPlan } from '../../scenario/workload.ts';
import type { Chance } from '../chance.ts';
import { Acquaintance } from './acquaintance.ts';
import { drawOperations } from './draw-operation.ts';
import type { WatchersWorld } from './watchers.ts';
import { Watchers } from './watchers.ts';

/** What clients need of the world. */
export interface ClientsWorld extends WatchersWorld {
  readonly now: number;
  /** All at once; each is answered for itself, to the client of its name. */
  ask(host: number, asked: readonly Asked[]): void;
  askKeys(host: number, client: number, request: number, listing: Listing): void;
  /** `wake(client)` after so many ticks. */
  wakeLater(client: number, after: number): void;
  /** `expire(client, request)` after so many ticks. */
  expireLater(client: number, request: number, after: number): void;
  gaveUp(client: number, request: number): void;
}

/** Keys of one page that a client lists. */
const PAGE = 8;

/** One operation under its number, and the client that the trace names for it. */
export interface Asked {
  readonly client: number;
  readonly request: number;
  readonly operation: Operation;
}

interface Client {
  readonly number: number;
  readonly operations: number;
  /** Operations, not turns. */
  begun: number;
  /** The turn it is in, from 1. */
  turn: number;
  tries: number;
  readonly knows: Acquaintance;
  readonly open: Asked[];
  /** The listing that it waits for. */
  listing: number | undefined;
  /** Where its next page begins. */
  cursor: Key | undefined;
}

const COORDINATOR = 4;
const LISTS = 5;

/**
 * The simulated clients of a workload: each takes one operation after the other, chooses a coordinator, waits, gives
 * up, and asks again after a definite failure. A write of unknown fate is never repeated.
 *
 * A client that asks for several things at once has as many names, since each name waits for one answer at a time: of C
 * clients, client i is also called i + C, i + 2C …
 */
export class Clients {
  readonly #plan: WorkloadPlan;
  readonly #world: ClientsWorld;
  readonly #hosts: number;
  readonly #stream: Stream;
  readonly #clients: readonly Client[];
  readonly #lastTick: number;
  readonly #batch: number;
  #requests: number;
  /** Those who only watch. */
  readonly watchers: Watchers | undefined;

  /**
   * @param of.firstRequest requests of clients are numbered from here
   * @param of.lastTick after it no operation is begun, so that what converges is not written to again
   */
  constructor(
    plan: WorkloadPlan,
    world: ClientsWorld,
    of: { chance: Chance; hosts: number; firstRequest: number; lastTick: number },
  ) {
    this.#plan = plan;
    this.#batch = plan.batch ?? 1;
    this.#world = world;
    this.#hosts = of.hosts;
    this.#stream = of.chance.openStream('clients');
    this.#requests = of.firstRequest;
    this.#lastTick = of.lastTick;
    this.#clients = Array.from({ length: plan.clients }, (_, i) => ({
      number: i + 1,
      operations: Math.floor(plan.operations / plan.clients) + (i < plan.operations % plan.clients ? 1 : 0),
      begun: 0,
      turn: 0,
      tries: 0,
      knows: new Acquaintance(),
      open: [],
      listing: undefined,
      cursor: undefined,
    }));
    this.watchers = plan.watch === undefined ? undefined : this.#watchersOf(plan.watch, of.chance);
  }

  /** Named after the last client. */
  #watchersOf(plan: WatchPlan, chance: Chance): Watchers {
    const nextNumber = () => {
      this.#requests += 1;
      return this.#requests - 1;
    };
    const firstName = this.#plan.clients * this.#batch + 1;
    return new Watchers(plan, this.#world, { stream: chance.openStream('watchers'), firstName, nextNumber });
  }

  /** One client a tick, from `tick` on. */
  start(tick: number): void {
    for (const { number } of this.#clients) this.#world.wakeLater(number, tick + number - 1);
    this.watchers?.start(tick);
  }

  wake(number: number): void {
    if (this.#world.now > this.#lastTick) return;
    const client = this.#client(number);
    const { loop } = this.#plan;
    // A turn that finds the client busy is skipped, and does not count.
    const busy = client.open.length > 0 || client.listing !== undefined;
    const left = client.operations - client.begun - (busy ? 0 : this.#batch);
    if (loop.kind === 'open' && left > 0) this.#world.wakeLater(number, loop.everyTicks);
    // An open loop does not wait, but one client asks one thing at a time: what is due meanwhile is skipped.
    if (busy || client.begun >= client.operations) return;
    client.begun += this.#batch;
    client.turn += 1;
    client.tries = 0;
    const { lists } = this.#plan;
    if (lists !== undefined && draw(this.#stream, number, client.turn, LISTS, 0) < threshold(lists)) {
      this.#list(client);
      return;
    }
    this.#ask(
      client,
      drawOperations(this.#plan, this.#stream, number, client.turn, client.knows).map((operation, place) => ({
        client: number + place * this.#plan.clients,
        operation,
      })),
    );
  }

  replied(number: number, request: number, outcome: Outcome): void {
    const client = this.#client(number);
    const closed = this.#close(client, request);
    if (closed === undefined) return;
    client.knows.learn(closed.operation, outcome);
    const refused = outcome.kind === 'failed' && outcome.reason === 'unavailable';
    if (refused && client.tries <= this.#plan.retries) this.#ask(client, [closed]);
    else this.#rest(client);
  }

  listed(number: number, request: number, page: KeyPage): void {
    const client = this.#client(number);
    if (client.listing !== request) return;
    client.listing = undefined;
    // After a failure the same page once more, some time.
    if (page.kind === 'ok') client.cursor = page.next;
    this.#rest(client);
  }

  expire(number: number, request: number): void {
    const client = this.#client(number);
    if (client.listing === request) {
      client.listing = undefined;
      this.#rest(client);
      return;
    }
    const closed = this.#close(client, request);
    if (closed === undefined) return;
    client.knows.forget(closed.operation.key);
    this.#world.gaveUp(number, request);
    this.#rest(client);
  }

  #close(client: Client, request: number): Asked | undefined {
    const at = client.open.findIndex((asked) => asked.request === request);
    return at === -1 ? undefined : client.open.splice(at, 1)[0];
  }

  /** A page of all keys of the workload. */
  #list(client: Client): void {
    const reachable = this.#world.reachable();
    const host =
      reachable[scale(draw(this.#stream, client.number, client.turn, COORDINATOR, 0), reachable.length)];
    if (host === undefined) {
      this.#rest(client);
      return;
    }
    client.listing = this.#requests;
    this.#requests += 1;
    this.#world.expireLater(client.number, client.listing, this.#plan.timeoutTicks);
    const listing = { prefix: 'k', after: client.cursor, limit: PAGE };
    this.#world.askKeys(host, client.number, client.listing, listing);
  }

  #ask(client: Client, wishes: readonly Omit<Asked, 'request'>[]): void {
    const [first] = wishes;
    const host = first === undefined ? undefined : this.#coordinator(client, first.operation);
    const asked = wishes.map((wish, place) => ({
      client: wish.client,
      request: this.#requests + place,
      operation: wish.operation,
    }));
    this.#requests += asked.length;
    client.tries += 1;
    // Nobody is there to be asked: this was never begun.
    if (host === undefined) {
      this.#rest(client);
      return;
    }
    client.open.push(...asked);
    for (const one of asked) this.#world.expireLater(one.client, one.request, this.#plan.timeoutTicks);
    this.#world.ask(host, asked);
  }

  /** Once all it asked for is answered. */
  #rest(client: Client): void {
    if (client.open.length > 0) return;
    const { loop } = this.#plan;
    if (loop.kind === 'closed' && client.begun < client.operations) {
      this.#world.wakeLater(client.number, Math.max(1, loop.thinkTicks));
    }
  }

  #coordinator(client: Client, operation: Operation): number | undefined {
    const reachable = this.#world.reachable();
    if (reachable.length === 0) return undefined;
    switch (this.#plan.coordinator) {
      case 'any':
        return reachable[
          scale(draw(this.#stream, client.number, client.turn, COORDINATOR, client.tries), reachable.length)
        ];
      case 'one':
        return fixed(client.number - 1, this.#hosts, reachable);
      case 'owner':
        return fixed(hashText(operation.key, 0) >>> 0, this.#hosts, reachable);
    }
  }

  #client(number: number): Client {
    return must(this.#clients[(number - 1) % this.#clients.length], 'client', number);
  }
}

/** Always the same host, or nobody while it is away. */
function fixed(nth: number, hosts: number, reachable: readonly number[]): number | undefined {
  const host = (nth % hosts) + 1;
  return reachable.includes(host) ? host : undefined;
}
