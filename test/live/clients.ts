import { Agent, request } from 'node:http';

export interface Answered {
  /** 0 where the connection broke. */
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

const PAUSE_MS = 30;

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request; a connection that breaks is an answer too. */
export function send(
  method: string,
  url: string,
  body?: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  return new Promise((resolve) => {
    const broken = () => resolve({ status: 0, body: '', headers: {} });
    const sent = request(url, { method, headers, agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', broken);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          headers: response.headers,
        }),
      );
    });
    sent.on('error', broken);
    sent.setTimeout(10_000, () => sent.destroy());
    sent.end(body);
  });
}

/** Writes keys of its own at one node after the other until it is stopped, and keeps what was acknowledged. */
export class Load {
  readonly acknowledged = new Map<string, number>();
  /** Answers that were no success, of nodes that were up all the time while they were asked. */
  readonly failures: string[] = [];
  readonly #hurt = new Map<string, number>();
  #running = true;
  readonly #ended: Promise<unknown>;
  requests = 0;

  constructor(nodes: readonly string[], clients: number, name: string) {
    this.#ended = Promise.all(
      Array.from({ length: clients }, (_, client) => this.#write(nodes, client, `${name}-${client}`)),
    );
  }

  /** A node is about to be killed, or is back: what it answers, or does not, counts as no failure until then. */
  hurts(node: string): void {
    this.#hurt.set(node, Number.POSITIVE_INFINITY);
  }

  healed(node: string): void {
    this.#hurt.set(node, performance.now());
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#ended;
  }

  async #write(nodes: readonly string[], client: number, name: string): Promise<void> {
    for (let turn = 0; this.#running; turn += 1) {
      const node = nodes[(client + turn) % nodes.length] ?? '';
      const key = `${name}-${turn % 50}`;
      const since = performance.now();
      const { status, body } = await send('PUT', `http://${node}/kv/${key}`, JSON.stringify({ value: turn }));
      this.requests += 1;
      // Time for the nodes to do something else than answer: they share the machine.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (status === 200) this.acknowledged.set(key, turn);
      // What is unknown may have happened, so the key says nothing any more.
      else {
        this.acknowledged.delete(key);
        if (since > (this.#hurt.get(node) ?? 0)) this.failures.push(`${key} at ${node}: ${status} ${body}`);
      }
    }
  }
}
