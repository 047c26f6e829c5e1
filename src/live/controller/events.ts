import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Gate } from '../rest/gate.ts';

const PAUSE_MS = 1_000;

/** What is told under a name, whenever it has changed. */
export type Sources = Readonly<Record<string, () => Promise<unknown>>>;

/**
 * Tells whoever listens over Socket.IO what has changed, at most once a second: everything when they come, and then what
 * is different. Nothing is looked at while nobody listens. The token goes into `auth: { token }`, or the header.
 * @returns ends it
 */
export function tellEvents(http: HttpServer, gate: Gate, sources: Sources): () => void {
  const server = new Server(http, { serveClient: false });
  const told = new Map<string, string>();
  server.use((socket, next) => {
    const { token } = socket.handshake.auth;
    const authorization =
      typeof token === 'string' ? `Bearer ${token}` : socket.handshake.headers.authorization;
    next(gate.lets(authorization) ? undefined : new Error('this cluster wants its token: auth: { token }'));
  });
  server.on('connection', (socket) => {
    for (const [name, text] of told) socket.emit(name, JSON.parse(text));
    void look();
  });
  const look = async (): Promise<void> => {
    if (server.of('/').sockets.size === 0) return told.clear();
    for (const [name, source] of Object.entries(sources)) {
      const text = JSON.stringify(await source());
      if (told.get(name) === text) continue;
      told.set(name, text);
      server.emit(name, JSON.parse(text));
    }
  };
  const timer = setInterval(() => void look(), PAUSE_MS);
  return () => {
    clearInterval(timer);
    server.disconnectSockets(true);
  };
}
