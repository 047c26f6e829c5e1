import type { Connections } from '../client/connections.ts';
import { requestId } from '../core/ids.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import { writtenValue } from '../core/operation.ts';
import { tick } from '../core/time.ts';
import { assert } from '../lib/assert.ts';
import type { Asked, Clients, ClientsWorld } from '../sim/clients/clients.ts';
import { ask } from './ask.ts';
import type { Host, Stage } from './stage.ts';

/** Who waits for an answer. */
interface Asker {
  readonly replied: (outcome: Outcome) => void;
  readonly silent: () => void;
  readonly client: number | undefined;
}

/** The world in which clients of a scenario ask real nodes, over HTTP and by the clock of the machine. */
export class LiveClientsWorld implements ClientsWorld {
  readonly #stage: Stage;
  readonly #connections: Connections;
  readonly #timeoutMs: number;
  readonly #etags = new Map<string, string>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #clients: Clients | undefined;
  #closed = false;

  constructor(stage: Stage, connections: Connections, timeoutMs: number) {
    this.#stage = stage;
    this.#connections = connections;
    this.#timeoutMs = timeoutMs;
  }

  /** Whom answers are for. */
  serve(clients: Clients): void {
    this.#clients = clients;
  }

  get now(): number {
    return this.#stage.now;
  }

  reachable(): readonly number[] {
    return this.#stage.hosts
      .filter(({ state }) => state === 'up' || state === 'paused')
      .map(({ number }) => number);
  }

  ask(number: number, asked: readonly Asked[]): void {
    const host = this.#stage.host(number);
    for (const { client, request, operation } of asked)
      void this.#ask(host, request, operation, {
        replied: (outcome) => this.#clients?.replied(client, request, outcome),
        silent: () => this.#clients?.expire(client, request),
        client,
      });
  }

  /** A request of the scenario itself. */
  request(host: Host, request: number, operation: Operation): void {
    const silent = () => this.gaveUp(0, request);
    void this.#ask(host, request, operation, { replied: () => {}, silent, client: undefined });
  }

  askKeys(): void {
    assert(false, 'listings are not part of torture');
  }

  wakeLater(client: number, after: number): void {
    this.#later(after, () => this.#clients?.wake(client));
  }

  expireLater(client: number, request: number, after: number): void {
    this.#later(after, () => this.#clients?.expire(client, request));
  }

  gaveUp(client: number, request: number): void {
    this.#stage.tell({ kind: 'gave-up', tick: tick(this.now), request: requestId(request), client });
  }

  isOpen(): boolean {
    return false;
  }

  openWatch(): void {
    assert(false, 'watches are not part of torture');
  }

  wantMore(): void {}
  closeWatch(): void {}
  wakeWatcher(): void {}

  /** Nobody asks any more, and answers are heard no more. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #ask(
    host: Host,
    number: number,
    wished: Operation,
    { replied, silent, client }: Asker,
  ): Promise<void> {
    const stage = this.#stage;
    const operation = inJson(wished);
    const [request, node] = [requestId(number), host.identity];
    const event = { kind: 'requested', tick: tick(this.now), node, request, operation } as const;
    const expected = writtenValue(operation);
    stage.tell(client === undefined ? { ...event, expected } : { ...event, expected, client });
    host.openRequests += 1;
    const { outcome, etag } = await ask(this.#connections, {
      ...{ operation, address: host.address, name: nameOf(number), timeoutMs: this.#timeoutMs },
      etagOf: (value) => this.#etags.get(value),
    });
    host.openRequests -= 1;
    if (this.#closed) return;
    if (outcome === undefined) return silent();
    if (outcome.kind === 'ok' && outcome.value !== null && etag !== undefined)
      this.#etags.set(outcome.value, etag);
    stage.tell({ kind: 'replied', tick: tick(this.now), node, request, outcome });
    replied(outOfJson(outcome));
  }

  #later(afterMs: number, act: () => void): void {
    if (this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#closed) act();
    }, afterMs);
    this.#timers.add(timer);
  }
}

const NAME = 'torture-';

/** The name under which a node's flight record has a request. */
export function nameOf(request: number): string {
  return `${NAME}${request}`;
}

/** @returns undefined for names of others */
export function requestNamed(name: string | undefined): number | undefined {
  return name?.startsWith(NAME) === true ? Number(name.slice(NAME.length)) : undefined;
}

/** Nodes keep JSON: a number as it stands, and any other text in quotes. */
function inJson(operation: Operation): Operation {
  const quoted = (value: string | null) =>
    value === null || /^\d{1,15}$/.test(value) ? value : JSON.stringify(value);
  switch (operation.kind) {
    case 'cas':
      return { ...operation, expected: quoted(operation.expected), value: quoted(operation.value) };
    case 'read':
    case 'delete':
      return operation;
    default:
      return { ...operation, value: quoted(operation.value) ?? '' };
  }
}

function outOfJson(outcome: Outcome): Outcome {
  if (outcome.kind !== 'ok' || outcome.value === null) return outcome;
  return { ...outcome, value: String(JSON.parse(outcome.value)) };
}
