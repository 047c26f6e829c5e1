import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Links } from './links.ts';

const HOST = '127.0.0.1';
/** So often what waits at a cut link looks whether it may go on. */
const LOOK_MS = 5;
/** A link that holds more lets its sender wait. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Stands between one node that dials and the one that it dials. The connection carries both directed links of the pair,
 * so each direction is hurt for itself: held, delayed, narrowed. Bytes are never lost or moved: a stream that lacks
 * some is none any more, and what a real network loses TCP sends again.
 */
export class LinkProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #refuses = false;

  /** @param to.port where the node that is dialed listens */
  constructor(from: number, to: { readonly number: number; readonly port: number }, links: Links) {
    this.#server = createServer({ noDelay: true, pauseOnConnect: true }, (near) => {
      if (this.#refuses) return void near.destroy();
      const far = connect({ host: HOST, port: to.port, noDelay: true });
      this.#pair(near, far);
      pipe(near, far, { from, to: to.number, links });
      pipe(far, near, { from: to.number, to: from, links });
      near.resume();
    });
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, HOST, () => resolve());
    });
  }

  /** Where it listens. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** All connections are reset, and none more is taken until `admit`. */
  refuse(): void {
    this.#refuses = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  admit(): void {
    this.#refuses = false;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** They live and die together. */
  #pair(near: Socket, far: Socket): void {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(one);
      one.on('error', () => one.destroy());
      one.once('close', () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }
}

interface Waiting {
  readonly bytes: Buffer;
  readonly due: number;
}

function pipe(
  source: Socket,
  sink: Socket,
  { from, to, links }: { readonly from: number; readonly to: number; readonly links: Links },
): void {
  const queue: Waiting[] = [];
  let held = 0;
  let pieces = 0;
  let free = 0;
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    timer = undefined;
    const now = performance.now();
    const isCut = links.isCut(from, to);
    for (let [head] = queue; head !== undefined && head.due <= now && !isCut; [head] = queue) {
      queue.shift();
      held -= head.bytes.length;
      sink.write(head.bytes);
    }
    if (held < MOST_BYTES && source.isPaused()) source.resume();
    const [head] = queue;
    if (head === undefined) return;
    timer = setTimeout(look, isCut ? LOOK_MS : Math.max(1, head.due - now));
  };
  source.on('data', (bytes: Buffer) => {
    pieces += 1;
    const now = performance.now();
    // In order: nothing overtakes what was sent before it.
    free = Math.max(free, now + links.delayMs(from, to, pieces)) + bytes.length / links.bytesPerMs(from, to);
    queue.push({ bytes, due: free });
    held += bytes.length;
    if (held >= MOST_BYTES) source.pause();
    if (timer === undefined) look();
  });
  source.once('close', () => clearTimeout(timer));
}
