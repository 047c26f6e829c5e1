import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';
import type { Tls } from './tls.ts';

const PATIENCE_MS = 2_000;

export interface CallerOptions {
  readonly token: string | undefined;
  readonly tls: Tls | undefined;
}

export interface CallAnswer {
  readonly status: number;
  readonly body: string;
}

/** Asks other servers of the cluster what any client could ask. */
export class Caller {
  readonly #options: CallerOptions;

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** @returns what the server at host:port says, with status 200; undefined where it does not, or in vain */
  async get(address: string, path: string): Promise<string | undefined> {
    const answer = await this.ask('GET', address, path);
    return answer?.status === 200 ? answer.body : undefined;
  }

  /** @returns undefined where nothing came back; it may have been heard nevertheless */
  ask(method: string, address: string, path: string, body?: string): Promise<CallAnswer | undefined> {
    const { token, tls } = this.#options;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const options = { method, headers, timeout: PATIENCE_MS, agent: false as const };
    return new Promise((resolve) => {
      const hear = (response: IncomingMessage): void => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
        response.on('error', () => resolve(undefined));
      };
      const request = open(`${address}${path}`, options, tls, hear);
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(undefined));
      request.end(body);
    });
  }
}

function open(
  url: string,
  options: RequestOptions,
  tls: Tls | undefined,
  hear: (response: IncomingMessage) => void,
): ClientRequest {
  return tls === undefined
    ? plain(`http://${url}`, options, hear)
    : secure(`https://${url}`, { ...options, ...tls }, hear);
}
