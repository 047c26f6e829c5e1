import type { Operation, Outcome } from '../../core/operation.ts';
import { must } from '../../lib/assert.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import { hashText } from '../../lib/mix.ts';
import type { WorkloadPlan } from '../../scenario/workload.ts';
import type { Chance } from '../chance.ts';
import { Acquaintance } from './acquaintance.ts';
import { drawOperation } from './draw-operation.ts';

/** What clients need of the world. */
export interface ClientsWorld {
  readonly now: number;
  /** Hosts a client may try: those that were started and have not crashed. */
  reachable(): readonly number[];
  ask(host: number, client: number, request: number, operation: Operation): void;
  /** `wake(client)` after so many ticks. */
  wakeLater(client: number, after: number): void;
  /** `expire(client, request)` after so many ticks. */
  expireLater(client: number, request: number, after: number): void;
  gaveUp(client: number, request: number): void;
}

interface Client {
  readonly number: number;
  readonly operations: number;
  begun: number;
  tries: number;
  readonly knows: Acquaintance;
  open: { readonly request: number; readonly operation: Operation } | undefined;
}

const COORDINATOR = 4;

/**
 * The simulated clients of a workload: each takes one operation after the other, chooses a coordinator, waits, gives
 * up, and asks again after a definite failure. A write of unknown fate is never repeated.
 */
export class Clients {
  readonly #plan: WorkloadPlan;
  readonly #world: ClientsWorld;
  readonly #hosts: number;
  readonly #stream: Stream;
  readonly #clients: readonly Client[];
  readonly #lastTick: number;
  #requests: number;

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
    this.#world = world;
    this.#hosts = of.hosts;
    this.#stream = of.chance.openStream('clients');
    this.#requests = of.firstRequest;
    this.#lastTick = of.lastTick;
    this.#clients = Array.from({ length: plan.clients }, (_, i) => ({
      number: i + 1,
      operations: Math.floor(plan.operations / plan.clients) + (i < plan.operations % plan.clients ? 1 : 0),
      begun: 0,
      tries: 0,
      knows: new Acquaintance(),
      open: undefined,
    }));
  }

  /** One client a tick, from `tick` on. */
  start(tick: number): void {
    for (const { number } of this.#clients) this.#world.wakeLater(number, tick + number - 1);
  }

  wake(number: number): void {
    if (this.#world.now > this.#lastTick) return;
    const client = this.#client(number);
    const { loop } = this.#plan;
    // A turn that finds the client busy is skipped, and does not count.
    const left = client.operations - client.begun - (client.open === undefined ? 1 : 0);
    if (loop.kind === 'open' && left > 0) this.#world.wakeLater(number, loop.everyTicks);
    // An open loop does not wait, but one client asks one thing at a time: what is due meanwhile is skipped.
    if (client.open !== undefined || client.begun >= client.operations) return;
    client.begun += 1;
    client.tries = 0;
    this.#ask(client, drawOperation(this.#plan, this.#stream, number, client.begun, client.knows));
  }

  replied(number: number, request: number, outcome: Outcome): void {
    const client = this.#client(number);
    if (client.open?.request !== request) return;
    const { operation } = client.open;
    client.open = undefined;
    client.knows.learn(operation, outcome);
    const refused = outcome.kind === 'failed' && outcome.reason === 'unavailable';
    if (refused && client.tries <= this.#plan.retries) this.#ask(client, operation);
    else this.#rest(client);
  }

  expire(number: number, request: number): void {
    const client = this.#client(number);
    if (client.open?.request !== request) return;
    client.knows.forget(client.open.operation.key);
    client.open = undefined;
    this.#world.gaveUp(number, request);
    this.#rest(client);
  }

  #ask(client: Client, operation: Operation): void {
    const host = this.#coordinator(client, operation);
    const request = this.#requests;
    this.#requests += 1;
    client.tries += 1;
    // Nobody is there to be asked: this operation was never begun.
    if (host === undefined) {
      this.#rest(client);
      return;
    }
    client.open = { request, operation };
    this.#world.expireLater(client.number, request, this.#plan.timeoutTicks);
    this.#world.ask(host, client.number, request, operation);
  }

  #rest(client: Client): void {
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
          scale(draw(this.#stream, client.number, client.begun, COORDINATOR, client.tries), reachable.length)
        ];
      case 'one':
        return fixed(client.number - 1, this.#hosts, reachable);
      case 'owner':
        return fixed(hashText(operation.key, 0) >>> 0, this.#hosts, reachable);
    }
  }

  #client(number: number): Client {
    return must(this.#clients[number - 1], `client ${number}`);
  }
}

/** Always the same host, or nobody while it is away. */
function fixed(nth: number, hosts: number, reachable: readonly number[]): number | undefined {
  const host = (nth % hosts) + 1;
  return reachable.includes(host) ? host : undefined;
}
