import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Agent } from 'undici';
import type { Answer } from './client.ts';

/** One request at one node. */
export interface Attempt {
  readonly method: string;
  /** host:port */
  readonly address: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Of `performance.now()`. */
  readonly deadline: number;
}

/** `unheard`: it certainly did not reach the node. `unanswered`: it may have. */
export type Sent =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'unheard' | 'unanswered'; readonly error: unknown };

/** An answer that goes on: its body is read as it comes. */
export type Opened =
  | { readonly kind: 'opened'; readonly status: number; readonly body: Readable }
  | { readonly kind: 'unheard' | 'unanswered'; readonly error: unknown };

/** Before anything of a request was sent. */
const UNHEARD = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_DESTROYED', 'UND_ERR_CLOSED'],
];
const CONNECT_MS = 1_000;
/** A node whose stream says nothing for so long, not even that it lives, is gone. Unit: milliseconds. */
const SILENCE_MS = 45_000;

/** Connections to nodes, kept for the next request; so many to each at most. */
export class Connections {
  readonly #agent: Agent;
  readonly #scheme: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(of: {
    readonly token: string | undefined;
    readonly ca: string | undefined;
    readonly connections: number;
  }) {
    const { token, ca, connections } = of;
    this.#scheme = ca === undefined ? 'http' : 'https';
    this.#headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    this.#agent = new Agent({
      connections,
      connect: { timeout: CONNECT_MS, ...(ca === undefined ? {} : { ca }) },
    });
  }

  async send({ method, address, path, headers, body, deadline }: Attempt): Promise<Sent> {
    const signal = AbortSignal.timeout(Math.max(1, Math.ceil(deadline - performance.now())));
    try {
      const response = await this.#agent.request({
        ...{ origin: `${this.#scheme}://${address}`, path, method: method as Dispatcher.HttpMethod, signal },
        headers: { ...this.#headers, ...headers },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const text = await response.body.text();
      const isJson = String(response.headers['content-type']).includes('json');
      const { etag } = response.headers;
      const said = {
        body: isJson ? (JSON.parse(text) as unknown) : text,
        etag: typeof etag === 'string' ? etag : undefined,
      };
      return { kind: 'answered', answer: { status: response.statusCode, ...said, address } };
    } catch (error) {
      return { kind: fateAfter(error), error };
    }
  }

  async open(address: string, path: string): Promise<Opened> {
    try {
      const { statusCode: status, body } = await this.#agent.request({
        ...{ origin: `${this.#scheme}://${address}`, path, method: 'GET' },
        headers: this.#headers,
        bodyTimeout: SILENCE_MS,
      });
      return { kind: 'opened', status, body };
    } catch (error) {
      return { kind: fateAfter(error), error };
    }
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

function fateAfter(error: unknown): 'unheard' | 'unanswered' {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return UNHEARD.includes(code) ? 'unheard' : 'unanswered';
}
