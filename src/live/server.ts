import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { Server as GrpcServer, ServerCredentials } from '@grpc/grpc-js';
import { Caller } from './caller.ts';
import { NodePages } from './compat/node-pages.ts';
import type { Configuration } from './configuration.ts';
import { isLoopback, splitAddress } from './configuration.ts';
import { Drill } from './drill/drill.ts';
import { CHANNEL_OPTIONS } from './grpc/dialer.ts';
import type { Frame } from './grpc/frame.ts';
import { talkMethod } from './grpc/frame.ts';
import { storeCalls, storeService } from './grpc/store.ts';
import type { LiveNodeOptions } from './live-node.ts';
import { LiveNode, mustBeServable } from './live-node.ts';
import type { Log } from './log.ts';
import { Metrics } from './metrics.ts';
import { Port } from './port.ts';
import { ClusterRoutes } from './rest/cluster-routes.ts';
import { makeFastLane } from './rest/fast-lane.ts';
import { Gate } from './rest/gate.ts';
import { openHttp } from './rest/http-server.ts';
import { KvRoutes } from './rest/kv.ts';
import { pagesOf } from './rest/pages.ts';
import { makeRouter } from './rest/router.ts';
import type { ServeError } from './serve-error.ts';
import { Folder } from './storage/folder.ts';
import { readTls } from './tls.ts';
import type { Tracing } from './tracing/tracing.ts';

/** A connection without a request for so long is closed. */
const KEEP_ALIVE_MS = 65_000;
/** Of a call, beside its value. */
const ENVELOPE_BYTES = 8_192;

/** A server that has begun to serve. */
export interface RunningServer {
  readonly address: string;
  readonly node: LiveNode;
  /** What a drill does to it; none outside of drills. */
  readonly drill: Drill | undefined;
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
  const drill = configuration.drill === undefined ? undefined : Drill.read(configuration.drill);
  const caller = new Caller({ token: configuration.token, tls });
  const folder = await Folder.open({
    path: configuration.data,
    storage: configuration.storage,
    cluster: configuration.cluster,
    node: configuration.node,
    replicas: configuration.replicas,
  });
  const tracing = await openTracing(configuration, folder);
  const { requestTimeoutMs } = configuration;
  const http = openHttp({ keepAliveMs: KEEP_ALIVE_MS, requestTimeoutMs });
  const grpc = new GrpcServer(CHANNEL_OPTIONS);
  const strangers = new GrpcServer({
    'grpc.max_receive_message_length': configuration.maxValueBytes + ENVELOPE_BYTES,
  });
  const lane: { enter: (socket: Socket) => void } = { enter: (socket) => http.emit('connection', socket) };
  const doors = {
    http: (socket: Socket) => lane.enter(socket),
    grpc: injectorOf(grpc),
    strangers: injectorOf(strangers),
  };
  const port = new Port(doors, tls, requestTimeoutMs);
  try {
    const recovery = await folder.engine.recover();
    const number = await port.listen(host, wanted);
    const address = configuration.advertise ?? `${host.includes(':') ? `[${host}]` : host}:${number}`;
    const [failed, fail] = open<ServeError>();
    const [left, leave] = open<void>();
    const node = new LiveNode({
      ...{ configuration, folder, recovery, address, log, tls, caller, tracing, drill },
      ...{ fail, left: leave },
    });
    grpc.addService(
      { Talk: talkMethod() },
      { Talk: (call: ServerDuplexStream<Frame, Frame>) => node.accept(call) },
    );
    const answering = answeringOf(node, { configuration, log, caller, tracing });
    const calls = storeCalls(answering);
    for (const server of [grpc, strangers]) server.addService(storeService(), calls);
    lane.enter = serve(http, answering);
    node.start();
    const close = async (): Promise<void> => {
      port.close();
      http.close();
      await node.close();
      grpc.forceShutdown();
      strangers.forceShutdown();
      await tracing?.close();
      port.cut();
    };
    return { address, node, drill, failed, left, close };
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

/** What it takes to tell traces is read only where they are told. */
async function openTracing({ otlpEndpoint }: Configuration, { node }: Folder): Promise<Tracing | undefined> {
  if (otlpEndpoint === undefined) return undefined;
  const { openTelemetry } = await import('./tracing/open-telemetry.ts');
  return openTelemetry(otlpEndpoint, node);
}

/** The library takes connections that something else has listened for. */
function injectorOf(server: GrpcServer): (socket: Socket) => void {
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  return (socket) => injector.injectConnection(socket);
}

/** All that answers clients, by whatever door they come. */
function answeringOf(
  node: LiveNode,
  of: Pick<LiveNodeOptions, 'configuration' | 'log' | 'caller' | 'tracing'>,
) {
  const { configuration, log, caller, tracing } = of;
  const { desk, watchers } = node;
  const metrics = new Metrics(node);
  const cluster = new ClusterRoutes(node, caller);
  const gate = new Gate(configuration);
  const older = configuration.compat ? new NodePages(node, () => cluster.leave()) : undefined;
  return {
    kv: new KvRoutes({ desk, node: () => node.id, mostValueBytes: configuration.maxValueBytes }),
    ...{ desk, watchers },
    page: pagesOf(node, configuration, { metrics, caller }),
    operate: (request: IncomingMessage, path: string, query: string) =>
      older?.handle(gate, request, path, query) ?? cluster.handle(request, path, query),
    gate,
    tracing,
    answered: (method: string, status: number, seconds: number) => metrics.answered(method, status, seconds),
    report: (error: unknown) => log.error({ err: error }, 'a request met a mistake of ours'),
  };
}

/** @returns where connections of clients of HTTP go */
function serve(http: HttpServer, options: ReturnType<typeof answeringOf>): (socket: Socket) => void {
  http.on('request', makeRouter(options));
  // Requests that are told of go where their headers are read.
  if (options.tracing !== undefined) return (socket) => void http.emit('connection', socket);
  return makeFastLane({
    ...options,
    idleMs: KEEP_ALIVE_MS,
    leave: (socket) => http.emit('connection', socket),
  });
}
