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
  /** host:port of some nodes; the first that can be reached is asked. */
  readonly nodes: readonly string[];
  readonly token?: string | undefined;
  /** Of one attempt. Unit: milliseconds. */
  readonly timeoutMs?: number;
}

/** None of the nodes can be reached. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

const TIMEOUT_MS = 5_000;

/**
 * Talks to a cluster over HTTP. A node that refuses the connection has not heard the request, so the next one is asked;
 * a request that may have been heard is repeated only where that changes nothing.
 */
export class Client {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  get(key: string, query = ''): Promise<Answer> {
    return this.ask('GET', `/kv/${encodeURIComponent(key)}${query}`);
  }

  /** @param value any JSON */
  put(key: string, value: unknown, query = ''): Promise<Answer> {
    return this.ask('PUT', `/kv/${encodeURIComponent(key)}${query}`, { value });
  }

  delete(key: string, query = ''): Promise<Answer> {
    return this.ask('DELETE', `/kv/${encodeURIComponent(key)}${query}`);
  }

  /** @throws UnreachableError, where nobody heard it; whatever `fetch` throws where somebody may have */
  async ask(method: string, path: string, body?: unknown): Promise<Answer> {
    const { nodes } = this.#options;
    let last: unknown;
    for (const address of nodes) {
      try {
        return await this.#askOne(address, method, path, body);
      } catch (error) {
        if (method !== 'GET' && !wasRefused(error)) throw error;
        last = error;
      }
    }
    throw new UnreachableError(
      `${nodes.join(', ')} cannot be reached: start a node there, or name others with --at`,
      { cause: last },
    );
  }

  async #askOne(address: string, method: string, path: string, body: unknown): Promise<Answer> {
    const { token, timeoutMs = TIMEOUT_MS } = this.#options;
    const response = await fetch(`http://${address}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      body: isJson ? JSON.parse(text) : text,
      etag: response.headers.get('etag') ?? undefined,
      address,
    };
  }
}

function wasRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && 'code' in cause && ['ECONNREFUSED', 'ENOTFOUND'].includes(String(cause.code))
  );
}
