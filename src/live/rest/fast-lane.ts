import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Gate } from './gate.ts';
import type { KvRoutes } from './kv.ts';
import type { PlainRequest } from './plain-request.ts';
import { PlainReader } from './plain-request.ts';
import type { Response } from './reply.ts';
import { replyError } from './reply.ts';

export interface FastLaneOptions {
  readonly kv: KvRoutes;
  readonly gate: Gate;
  readonly answered: (method: string, status: number, seconds: number) => void;
  readonly report: (error: unknown) => void;
  /** A connection that asks nothing for so long is closed. Unit: milliseconds. */
  readonly idleMs: number;
  /** To the whole server of HTTP, for good; what was not answered is read there. */
  readonly leave: (socket: Socket) => void;
}

const NOTHING = Buffer.alloc(0);
const NO_HEADERS = {};
const KEYS = '/kv/';

/**
 * Where connections of clients begin: plain requests for keys are answered from here, at half the price of node:http. At
 * the first that is anything else, or not whole, the connection leaves for node:http, so that HTTP is understood in one
 * place only.
 */
export function makeFastLane(options: FastLaneOptions): (socket: Socket) => void {
  return (socket) => {
    new Connection(socket, options).read();
  };
}

class Connection implements Response {
  readonly #socket: Socket;
  readonly #options: FastLaneOptions;
  readonly #reader = new PlainReader();
  readonly #take = (part: Buffer): void => this.#heard(part);
  #bytes: Buffer = NOTHING;
  /** Of the request that is being answered. */
  #method = '';
  #since = 0;
  #status = 0;
  #head = '';
  /** Nothing is being answered. */
  writableEnded = true;

  constructor(socket: Socket, options: FastLaneOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  read(): void {
    this.#socket.setTimeout(this.#options.idleMs, () => this.#socket.destroy());
    this.#socket.on('data', this.#take);
  }

  #heard(part: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? part : Buffer.concat([this.#bytes, part]);
    if (this.writableEnded && !this.#socket.writableNeedDrain) this.#next();
    else this.#socket.pause();
  }

  #next(): void {
    const request = this.#reader.read(this.#bytes);
    if (request === undefined) return this.#leave();
    this.#bytes = request.bytes === this.#bytes.length ? NOTHING : this.#bytes.subarray(request.bytes);
    if (this.#bytes.length > 0) this.#socket.pause();
    this.#answer(request);
  }

  #answer({ method, path, query, text, authorization }: PlainRequest): void {
    const { kv, gate, report } = this.#options;
    this.#since = performance.now();
    this.#method = method;
    this.writableEnded = false;
    const fail = (error: unknown): void => replyError(this, error, report);
    try {
      gate.demand({ method, headers: { authorization } }, KEYS);
      const handled = kv.handle({ method, headers: NO_HEADERS, text: () => text }, this, path, query);
      if (handled !== undefined) handled.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  writeHead(status: number, headers: Readonly<Record<string, string | number>>): void {
    this.#status = status;
    let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`;
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
    this.#head = head;
  }

  end(body: string): void {
    const socket = this.#socket;
    if (socket.writable)
      socket.write(`${this.#head}date: ${dateNow()}\r\nconnection: keep-alive\r\n\r\n${body}`);
    this.writableEnded = true;
    this.#options.answered(this.#method, this.#status, (performance.now() - this.#since) / 1_000);
    if (socket.writableNeedDrain) socket.once('drain', () => this.#goOn());
    else if (socket.isPaused()) setImmediate(() => this.#goOn());
  }

  #goOn(): void {
    if (!this.writableEnded || this.#socket.destroyed) return;
    if (this.#bytes.length === 0) this.#socket.resume();
    else this.#next();
  }

  #leave(): void {
    const socket = this.#socket;
    socket.off('data', this.#take);
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.pause();
    socket.unshift(this.#bytes);
    this.#bytes = NOTHING;
    this.#options.leave(socket);
    process.nextTick(() => socket.resume());
  }
}

let second = 0;
let date = '';

/** As HTTP has it; made once a second. */
function dateNow(): string {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1_000).toUTCString();
  }
  return date;
}
