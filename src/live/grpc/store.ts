import { fileURLToPath } from 'node:url';
import type {
  ServerUnaryCall,
  ServerWritableStream,
  ServiceDefinition,
  sendUnaryData,
  UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { status as grpcStatus } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { WatchEvent } from '../../core/watch/watch-event.ts';
import { etagOf } from '../rest/etag.ts';
import type { Gate } from '../rest/gate.ts';
import type { KvRoutes } from '../rest/kv.ts';
import { checkedKey } from '../rest/parameters.ts';
import { positionText, readPosition } from '../rest/position.ts';
import { Problem } from '../rest/problem.ts';
import type { Response } from '../rest/reply.ts';
import type { Watchers } from '../runtime/watchers.ts';

export interface StoreOptions {
  readonly kv: KvRoutes;
  readonly gate: Gate;
  readonly watchers: Watchers;
  readonly report: (error: unknown) => void;
}

/** What a client asks about one key, as `store.proto` has it; absent fields have the value that proto3 gives them. */
interface KeyRequest {
  readonly key: string;
  readonly level: string;
  readonly timeoutMs: number;
  readonly value?: string;
  readonly ttlMs?: number;
  readonly ifEtag?: string;
  readonly ifAbsent?: boolean;
}

interface WatchRequest {
  readonly key?: string;
  readonly prefix?: string;
  readonly after: string;
}

/** What HTTP would have answered. */
interface Answered {
  readonly status: number;
  readonly etag: string;
  readonly body: Readonly<Record<string, unknown>>;
}

type UnaryCall = ServerUnaryCall<KeyRequest, object>;

/** The service of `store.proto`; the file lies beside this one, or beside the bundle that this one is in. */
export function storeService(): ServiceDefinition {
  const path = fileURLToPath(new URL('./store.proto', import.meta.url));
  const loaded = loadSync(path, { enums: String, longs: Number, defaults: true });
  return loaded['orrery.v1.Store'] as ServiceDefinition;
}

/** The same as over HTTP: each call is put to those who answer there. */
export function storeCalls({ kv, gate, watchers, report }: StoreOptions): UntypedServiceImplementation {
  const unary =
    (method: 'GET' | 'PUT' | 'DELETE', replyOf: (answered: Answered) => object | undefined) =>
    (call: UnaryCall, reply: sendUnaryData<object>): void => {
      const fail = (error: unknown): void => reply(statusOf(error, report));
      const response = new Collected((answered) => {
        const message = replyOf(answered);
        reply(message === undefined ? refusalOf(answered) : null, message);
      });
      try {
        gate.demand({ method, headers: { authorization: authorizationOf(call) } }, '/kv/');
        const { request } = call;
        const asked = { method, headers: headersOf(request), text: () => `{"value":${request.value}}` };
        const handled = kv.handle(asked, response, encodeURIComponent(request.key), queryOf(request));
        if (handled !== undefined) handled.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
  return {
    Get: unary('GET', ({ status, etag, body }) => {
      if (status === 404) return { found: false };
      return status === 200
        ? { found: true, value: JSON.stringify(body['value']), etag, nodeId: body['node_id'] }
        : undefined;
    }),
    Put: unary('PUT', written),
    Delete: unary('DELETE', written),
    Watch: (call: ServerWritableStream<WatchRequest, object>) => {
      try {
        gate.demand({ method: 'GET', headers: { authorization: authorizationOf(call) } }, '/watch');
        watch(watchers, call);
      } catch (error) {
        call.emit('error', statusOf(error, report));
      }
    },
  };
}

function written({ status, etag, body }: Answered): object | undefined {
  if (status !== 200 && status !== 201) return undefined;
  return { replicas: body['replicas'], inBackground: 'note' in body, etag };
}

/** @throws Problem */
function watch(watchers: Watchers, call: ServerWritableStream<WatchRequest, object>): void {
  const { key, prefix = '', after } = call.request;
  const selection = key === undefined ? { prefix } : ({ prefix: checkedKey(key), exactly: true } as const);
  const wanted = { selection, ...(after === '' ? {} : { after: readPosition(after, Date.now()) }) };
  if (!watchers.hasRoom)
    throw new Problem(503, 'Not now', 'this node can take no watch more, or none yet: ask another one');
  const watcher = watchers.open(wanted, {
    tell: (event) => call.write(messageOf(event)),
    end: () => call.end(),
  });
  call.on('drain', () => watcher.goOn());
  call.on('cancelled', () => watcher.close());
  call.on('error', () => watcher.close());
}

function messageOf(event: WatchEvent): object {
  if (event.kind === 'reached') return { reached: positionText(event.position, Date.now()) };
  const { key, value } = event;
  return { changed: value === null ? { key, deleted: true } : { key, value, etag: etagOf(value) } };
}

function authorizationOf(call: { readonly metadata: UnaryCall['metadata'] }): string | undefined {
  const [said] = call.metadata.get('authorization');
  return said === undefined ? undefined : String(said);
}

function headersOf({ ifEtag = '', ifAbsent = false }: KeyRequest): Readonly<Record<string, string>> {
  return {
    ...(ifEtag === '' ? {} : { 'if-match': ifEtag }),
    ...(ifAbsent ? { 'if-none-match': '*' } : {}),
  };
}

function queryOf({ level, timeoutMs, ttlMs = 0 }: KeyRequest): string {
  const given = {
    ...(level === 'LEVEL_UNSPECIFIED' ? {} : { level: String(level).toLowerCase() }),
    ...(timeoutMs === 0 ? {} : { timeout_ms: String(timeoutMs) }),
    ...(ttlMs === 0 ? {} : { ttl_ms: String(ttlMs) }),
  };
  return new URLSearchParams(given).toString();
}

const CODES: Readonly<Record<number, grpcStatus>> = {
  400: grpcStatus.INVALID_ARGUMENT,
  401: grpcStatus.UNAUTHENTICATED,
  403: grpcStatus.PERMISSION_DENIED,
  404: grpcStatus.NOT_FOUND,
  409: grpcStatus.ALREADY_EXISTS,
  410: grpcStatus.OUT_OF_RANGE,
  412: grpcStatus.FAILED_PRECONDITION,
  413: grpcStatus.RESOURCE_EXHAUSTED,
  414: grpcStatus.INVALID_ARGUMENT,
  503: grpcStatus.UNAVAILABLE,
};

/** What the library takes for the status to end with. */
function statusError(status: number, details: string, isUnknown = false) {
  const code = isUnknown ? grpcStatus.UNKNOWN : (CODES[status] ?? grpcStatus.INTERNAL);
  return Object.assign(new Error(details), { code, details });
}

function refusalOf({ status, body }: Answered) {
  const details = String(body['detail'] ?? 'there is no such key');
  return statusError(status, details, body['outcome'] === 'unknown');
}

function statusOf(error: unknown, report: StoreOptions['report']) {
  if (error instanceof Problem) return statusError(error.status, error.message);
  report(error);
  return statusError(500, 'a mistake in Orrery: the log of this node tells of it');
}

/** Takes what would be written to a client of HTTP. */
class Collected implements Response {
  readonly #done: (answered: Answered) => void;
  #status = 0;
  #etag = '';
  writableEnded = false;

  constructor(done: (answered: Answered) => void) {
    this.#done = done;
  }

  writeHead(status: number, headers: Readonly<Record<string, string | number>>): void {
    this.#status = status;
    this.#etag = String(headers['etag'] ?? '');
  }

  end(body: string): void {
    this.writableEnded = true;
    this.#done({ status: this.#status, etag: this.#etag, body: JSON.parse(body) as Answered['body'] });
  }
}
