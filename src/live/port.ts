import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { createServer as createSecureServer } from 'node:tls';
import { ServeError } from './serve-error.ts';
import type { Tls } from './tls.ts';

/** What every HTTP/2 connection begins with, and no HTTP/1 method does (RFC 9113, §3.4). */
const HTTP2_PREFACE = 'PRI';
/** Whether somebody is still at the other end of a connection is asked after so long. Unit: milliseconds. */
const KEEP_ALIVE_MS = 30_000;

/** Where connections go. */
export interface Doors {
  readonly http: (socket: Socket) => void;
  /** HTTP/2, of whoever may be a peer. */
  readonly grpc: (socket: Socket) => void;
  /** HTTP/2, of those who certainly are none: they show no certificate that peers must have. */
  readonly strangers: (socket: Socket) => void;
}

/** One port for clients and peers: HTTP/1 and HTTP/2, which gRPC speaks, are told apart by the first bytes. */
export class Port {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /**
   * @param tls none: everything goes in the clear. With a `ca`, peers must show a certificate that it has signed.
   * @param silenceMs a connection that says nothing for so long is closed
   */
  constructor(doors: Doors, tls: Tls | undefined, silenceMs: number) {
    const kept = { noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS };
    const take = (socket: Socket, isTrusted: boolean): void =>
      sniff(socket, silenceMs, (isHttp2) => {
        if (!isHttp2) doors.http(socket);
        else if (isTrusted) doors.grpc(socket);
        else doors.strangers(socket);
      });
    this.#server =
      tls === undefined
        ? createServer(kept, (socket) => take(socket, true))
        : createSecureServer({ ...kept, ...secured(tls, silenceMs) }, (socket: TLSSocket) => {
            socket.on('error', () => socket.destroy());
            take(socket, tls.ca === undefined || socket.authorized);
          });
    this.#server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      socket.on('error', () => socket.destroy());
    });
  }

  /** @returns the port, which the system chose where it was 0. @throws ServeError */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error) => reject(listenErrorOf(error, host, port)));
      this.#server.listen({ host, port, backlog: 4_096 }, () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  }

  /** No connection more. Those that there are end by themselves, or with `cut`. */
  close(): void {
    this.#server.close();
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}

function secured(tls: Tls, silenceMs: number) {
  return {
    ...tls,
    handshakeTimeout: silenceMs,
    // Clients need none; whether a peer has shown one is looked at when it speaks.
    requestCert: tls.ca !== undefined,
    rejectUnauthorized: false,
    ALPNProtocols: ['h2', 'http/1.1'],
  };
}

function sniff(socket: Socket, silenceMs: number, decide: (isHttp2: boolean) => void): void {
  socket.setTimeout(silenceMs, () => socket.destroy());
  const look = (first: Buffer): void => {
    const start = first.toString('latin1', 0, HTTP2_PREFACE.length);
    socket.pause();
    if (first.length < HTTP2_PREFACE.length && HTTP2_PREFACE.startsWith(start)) {
      socket.unshift(first);
      setTimeout(() => socket.once('data', look).resume(), 1);
      return;
    }
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    socket.unshift(first);
    decide(start === HTTP2_PREFACE);
    process.nextTick(() => socket.resume());
  };
  socket.once('data', look);
}

function listenErrorOf(error: Error, host: string, port: number): ServeError {
  const code = 'code' in error ? error.code : undefined;
  const why =
    code === 'EADDRINUSE'
      ? 'it is in use: stop who has it, or name another with --listen'
      : code === 'EACCES'
        ? 'the system does not allow it: name a port above 1023 with --listen'
        : code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND'
          ? 'it is no address of this machine'
          : error.message;
  return new ServeError(`cannot listen on ${host}:${port}: ${why}`, { cause: error });
}
