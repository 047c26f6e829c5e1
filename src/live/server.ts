import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { Caller } from './caller.ts';
import { NodePages } from './compat/node-pages.ts';
import type { Configuration } from './configuration.ts';
import { isLoopback, splitAddress } from './configuration.ts';
import { CHANNEL_OPTIONS } from './grpc/dialer.ts';
import type { Frame } from './grpc/frame.ts';
import { talkMethod } from './grpc/frame.ts';
import { LiveNode, mustBeServable } from './live-node.ts';
import type { Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Port } from './port.ts';
import { ClusterRoutes } from './rest/cluster-routes.ts';
import { makeFastLane } from './rest/fast-lane.ts';
import { Gate } from './rest/gate.ts';
import { KvRoutes } from './rest/kv.ts';
import { pagesOf } from './rest/pages.ts';
import { makeRouter } from './rest/router.ts';
import type { ServeError } from './serve-error.ts';
import { Folder } from './storage/folder.ts';
import { readTls } from './tls.ts';

/** A connection without a request for so long is closed. */
const KEEP_ALIVE_MS = 65_000;

/** A server that has begun to serve. */
export interface RunningServer {
  readonly address: string;
  readonly node: LiveNode;
  /** Settles when the node cannot go on, with the reason. */
  readonly failed: Promise<ServeError>;
  /** Settles when the node has left the ring, as it was asked to. */
  readonly left: Promise<void>;
  /** Answers what is under way and leaves everything durable. */
  readonly close: () => Promise<void>;
}

/**
 * Opens one node: its folder, its port, and the node between them.
 * @throws ServeError where that cannot be done
 */
export async function openServer(configuration: Configuration, log: Log): Promise<RunningServer> {
  const { host, port: wanted } = splitAddress(configuration.listen);
  mustBeServable(configuration, isLoopback(host));
  const tls = readTls(configuration);
  const caller = new Caller({ token: configuration.token, tls });
  const folder = await Folder.open({
    path: configuration.data,
    storage: configuration.storage,
    cluster: configuration.cluster,
    node: configuration.node,
    replicas: configuration.replicas,
  });
  const http = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const grpc = new GrpcServer(CHANNEL_OPTIONS);
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const lane: { enter: (socket: Socket) => void } = { enter: (socket) => http.emit('connection', socket) };
  const port = new Port(
    (socket) => lane.enter(socket),
    (socket) => injector.injectConnection(socket),
    tls,
  );
  try {
    const recovery = await folder.engine.recover();
    const number = await port.listen(host, wanted);
    const address = configuration.advertise ?? `${host.includes(':') ? `[${host}]` : host}:${number}`;
    const [failed, fail] = open<ServeError>();
    const [left, leave] = open<void>();
    const node = new LiveNode({
      ...{ configuration, folder, recovery, address, log, tls, caller },
      ...{ fail, left: leave },
    });
    grpc.addService(
      { Talk: talkMethod() },
      { Talk: (call: ServerDuplexStream<Frame, Frame>) => node.accept(call) },
    );
    lane.enter = serve(http, node, { configuration, log, caller });
    node.start();
    const close = async (): Promise<void> => {
      port.close();
      http.closeIdleConnections();
      await node.close();
      grpc.forceShutdown();
      port.cut();
    };
    return { address, node, failed, left, close };
  } catch (error) {
    await folder.engine.close();
    folder.release();
    throw error;
  }
}

/** A promise, and what settles it. */
function open<T>(): readonly [Promise<T>, (value: T) => void] {
  let settle: (value: T) => void = () => {};
  return [new Promise<T>((resolve) => (settle = resolve)), (value) => settle(value)];
}

/** @returns where connections of clients go */
function serve(
  http: HttpServer,
  node: LiveNode,
  of: { readonly configuration: Configuration; readonly log: Log; readonly caller: Caller },
): (socket: Socket) => void {
  const { configuration, log, caller } = of;
  const { desk } = node;
  const gate = new Gate(configuration);
  const metrics = new Metrics(node);
  const cluster = new ClusterRoutes(node, caller);
  const older = configuration.compat ? new NodePages(node, () => cluster.leave()) : undefined;
  const options = {
    kv: new KvRoutes({ desk, node: () => node.id, mostValueBytes: configuration.maxValueBytes }),
    desk,
    page: pagesOf(node, configuration, { metrics, caller }),
    operate: (request: IncomingMessage, path: string, query: string) =>
      older?.handle(gate, request, path, query) ?? cluster.handle(request, path, query),
    gate,
    answered: (method: string, status: number, seconds: number) => metrics.answered(method, status, seconds),
    report: (error: unknown) => log.error({ err: error }, 'a request met a mistake of ours'),
  };
  http.on('request', makeRouter(options));
  http.on('clientError', (error, socket) => {
    const tooLarge = 'code' in error && error.code === 'HPE_HEADER_OVERFLOW';
    if (socket.writable)
      socket.end(
        `HTTP/1.1 ${tooLarge ? '431 Request Header Fields Too Large' : '400 Bad Request'}\r\nconnection: close\r\n\r\n`,
      );
  });
  return makeFastLane({
    ...options,
    idleMs: KEEP_ALIVE_MS,
    leave: (socket) => http.emit('connection', socket),
  });
}
