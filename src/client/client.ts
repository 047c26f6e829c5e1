import { randomUUID } from 'node:crypto';
import type { Level } from '../core/operation.ts';
import type { Attempt } from './connections.ts';
import { Connections } from './connections.ts';
import { UnansweredError, unreachable } from './errors.ts';
import { pause, pauseOf } from './pause.ts';
import { RingMap } from './ring-map.ts';
import type { Change, Watched } from './watch.ts';
import { watchOn } from './watch.ts';

/** What a node answered; `body` is what its JSON said, if there was any. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Names the value, for conditions. */
  readonly etag: string | undefined;
  /** Who answered. */
  readonly address: string;
}

export interface ClientOptions {
  /** host:port of some nodes; the others are learnt from them. */
  readonly nodes: readonly string[];
  readonly token?: string | undefined;
  /** PEM of who signs the nodes' certificates; given, everything is encrypted. */
  readonly ca?: string;
  /** Of every operation that names none; the node's own where it is absent. */
  readonly level?: Level;
  /** Of one operation with all its attempts. Unit: milliseconds. */
  readonly timeoutMs?: number;
  /** To each node at most. */
  readonly connections?: number;
  /** What the program is tracing while it asks (W3C Trace Context); nodes that tell traces go on with it. */
  readonly traceparent?: () => string | undefined;
}

export interface Asking {
  readonly level?: Level | undefined;
}

export interface Writing extends Asking {
  /** The value ends some time after so many milliseconds. */
  readonly ttlMs?: number;
  /** Only where the key still holds what this names, or anything at all where it is `*`. */
  readonly etag?: string;
}

const TIMEOUT_MS = 5_000;
const CONNECTIONS = 64;

/**
 * Talks to a cluster over HTTP, each key by its PRIMARY where that is known. What nobody heard is asked of another node;
 * what may have been heard is repeated only where that changes nothing: reads, and writes through the consensus
 * register of their key, which carry a name and happen once. What a node answered is handed on as it is.
 */
export class Client {
  readonly #options: ClientOptions;
  readonly #connections: Connections;
  readonly #ring: RingMap;

  constructor(options: ClientOptions) {
    const { nodes, token, ca, connections = CONNECTIONS } = options;
    this.#options = options;
    this.#connections = new Connections({ token, ca, connections });
    this.#ring = new RingMap(nodes, (address) =>
      this.#connections.send({ ...arcs, address, deadline: soon() }),
    );
  }

  get(key: string, { level }: Asking = {}): Promise<Answer> {
    return this.#askAbout(key, { method: 'GET', query: { level: this.#levelOf(level) }, repeats: true });
  }

  /** @param value any JSON */
  put(key: string, value: unknown, { level, ttlMs, etag }: Writing = {}): Promise<Answer> {
    const asked = this.#levelOf(level);
    const query = { level: asked, ttl_ms: ttlMs };
    // Where the condition names a value, a second attempt could not tell what the first has written from others' writes.
    const repeats = etag === undefined ? asked === 'cas' : etag === '*';
    return this.#askAbout(key, { method: 'PUT', query, etag, body: { value }, repeats });
  }

  /** Only where there is nothing. */
  create(key: string, value: unknown, { ttlMs }: Pick<Writing, 'ttlMs'> = {}): Promise<Answer> {
    return this.#askAbout(key, { method: 'POST', query: { ttl_ms: ttlMs }, body: { value }, repeats: true });
  }

  delete(key: string, { level, etag }: Omit<Writing, 'ttlMs'> = {}): Promise<Answer> {
    const asked = this.#levelOf(level);
    const repeats = etag === undefined && asked === 'cas';
    return this.#askAbout(key, { method: 'DELETE', query: { level: asked }, etag, repeats });
  }

  /** Any other request, at the first node that hears it. @throws UnreachableError, UnansweredError */
  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#insist({ method, path, body, headers: {} }, this.#ring.addresses(), method === 'GET');
  }

  /**
   * What the keys hold, and then what changes, for ever; where a node ends, another one goes on. Who takes changes slowly
   * gets the newest ones. @param after the position of a change that was told earlier
   * @throws WatchRefusedError; UnreachableError where nobody is there for as long as an operation may take
   */
  watch(watched: Watched, { after }: { readonly after?: string } = {}): AsyncGenerator<Change> {
    return watchOn({
      ...{ watched, after, patienceMs: this.#options.timeoutMs ?? TIMEOUT_MS },
      addresses: () => this.#ring.addresses(),
      open: (...at) => this.#connections.open(...at),
    });
  }

  /** Lets the connections go. */
  close(): Promise<void> {
    return this.#connections.close();
  }

  #levelOf(level: Level | undefined): Level | undefined {
    return level ?? this.#options.level;
  }

  async #askAbout(
    key: string,
    of: {
      readonly method: string;
      readonly query: Readonly<Record<string, string | number | undefined>>;
      readonly etag?: string | undefined;
      readonly body?: unknown;
      readonly repeats: boolean;
    },
  ): Promise<Answer> {
    const { method, query, etag, body, repeats } = of;
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) given.set(name, String(value));
    const behind = given.toString();
    const path = `/kv/${encodeURIComponent(key)}${behind === '' ? '' : `?${behind}`}`;
    const traceparent = this.#options.traceparent?.();
    const headers = {
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(etag === undefined ? {} : { 'if-match': etag }),
      ...(repeats && method !== 'GET' ? { 'idempotency-key': randomUUID() } : {}),
    };
    const addresses = await this.#ring.addressesFor(key);
    return this.#insist({ method, path, body, headers }, addresses, repeats);
  }

  /** @param repeats asking twice changes nothing that asking once does not */
  async #insist(
    asked: Omit<Attempt, 'address' | 'deadline'>,
    addresses: readonly string[],
    repeats: boolean,
  ): Promise<Answer> {
    const deadline = performance.now() + (this.#options.timeoutMs ?? TIMEOUT_MS);
    let headers = asked.headers;
    let heard: unknown;
    let refused: unknown;
    for (let nth = 0; ; nth += 1) {
      const address = addresses[nth % addresses.length] ?? '';
      const outcome = await this.#connections.send({ ...asked, headers, address, deadline });
      if (outcome.kind === 'answered') {
        if (!mayRepeat(outcome.answer, repeats) || isLate(deadline, nth)) return outcome.answer;
      } else if (outcome.kind === 'unheard') refused = outcome.error;
      else {
        heard = outcome.error;
        if (!repeats) break;
      }
      if (outcome.kind !== 'unheard' && 'idempotency-key' in headers)
        headers = { ...headers, 'idempotency-repeated': 'true' };
      this.#ring.doubt();
      const isRound = (nth + 1) % addresses.length === 0;
      if (isLate(deadline, nth) || (isRound && heard === undefined && refused !== undefined)) break;
      if (outcome.kind === 'answered' || isRound) await pause(nth);
    }
    if (heard === undefined) throw unreachable(addresses, refused);
    throw new UnansweredError('no answer in time; what was asked for may have happened', { cause: heard });
  }
}

const arcs = { method: 'GET', path: '/ring/arcs', headers: {}, body: undefined } as const;

function soon(): number {
  return performance.now() + TIMEOUT_MS;
}

/** A node could not do it: certainly not, or whether it has is told by a name or does not matter. */
function mayRepeat({ status, body }: Answer, repeats: boolean): boolean {
  if (status !== 503) return false;
  const outcome = typeof body === 'object' && body !== null && 'outcome' in body ? body.outcome : 'failed';
  return repeats || outcome === 'failed';
}

function isLate(deadline: number, nth: number): boolean {
  return performance.now() + pauseOf(nth) >= deadline;
}
