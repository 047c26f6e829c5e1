import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Desk } from '../runtime/desk.ts';
import type { Watchers } from '../runtime/watchers.ts';
import type { Tracing } from '../tracing/tracing.ts';
import { readBody } from './body.ts';
import { handleCollection } from './collection.ts';
import type { Gate } from './gate.ts';
import type { KvRequest, KvRoutes } from './kv.ts';
import { Problem } from './problem.ts';
import { replyError, replyJson } from './reply.ts';
import { handleWatch } from './watch.ts';

/** What is asked beside keys: a body, of JSON unless `type` says otherwise. */
export interface Page {
  readonly status?: number;
  readonly body: string;
  readonly type?: string;
}

export interface RouterOptions {
  readonly kv: KvRoutes;
  readonly desk: Desk;
  readonly watchers: Watchers;
  /** By `GET /health` and the like. @returns undefined where there is no such page */
  readonly page: (route: string, query: string) => Page | Promise<Page> | undefined;
  /** Of `/cluster/…`: what changes something there. */
  readonly operate: (
    request: IncomingMessage,
    path: string,
    query: string,
  ) => Page | Promise<Page> | undefined;
  readonly gate: Gate;
  /** None: nothing is told of requests. */
  readonly tracing: Tracing | undefined;
  readonly answered: (method: string, status: number, seconds: number) => void;
  readonly report: (error: unknown) => void;
}

const KEYS = '/kv/';

/** From a request to who answers it. Keys come first: they are what the store is for. */
export function makeRouter(
  options: RouterOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const { gate, answered, report, tracing } = options;
  return (request, response) => {
    const since = performance.now();
    const { url = '/', method = 'GET' } = request;
    response.once('finish', () => answered(method, response.statusCode, (performance.now() - since) / 1_000));
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    const fail = (error: unknown): void => replyError(response, error, report);
    const act = (): void => {
      try {
        gate.demand(request, path);
        const handled = handle(options, { request, response, path, query });
        if (handled !== undefined) handled.catch(fail);
      } catch (error) {
        fail(error);
      }
    };
    if (tracing === undefined) return act();
    const { traceparent } = request.headers;
    const parent = typeof traceparent === 'string' ? traceparent : undefined;
    const attributes = { 'http.request.method': method, 'url.path': path };
    const end = tracing.serve({ name: `${method} ${routeOf(path)}`, traceparent: parent, attributes }, act);
    response.once('close', () => end(response.statusCode));
  };
}

/** Without what differs from request to request. */
function routeOf(path: string): string {
  return path.startsWith(KEYS) ? '/kv/{key}' : path.replace(/(?<=^\/(partition|cluster\/nodes)\/).*/, '{}');
}

/** One request, and what its first line says. */
interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly path: string;
  readonly query: string;
}

function handle(options: RouterOptions, { request, response, path, query }: Exchange): void | Promise<void> {
  const { method = 'GET' } = request;
  if (path.startsWith(KEYS))
    return options.kv.handle(requestOf(request, method), response, path.slice(KEYS.length), query);
  const route = `${method} ${path}`;
  if (route === 'GET /kv') return handleCollection(options.desk, response, query);
  if (route === 'GET /watch') return handleWatch(options.watchers, response, query, request.headers);
  const page = options.page(route, query) ?? options.operate(request, path, query);
  return answerPage(response, page, route);
}

async function answerPage(
  response: ServerResponse,
  page: Page | Promise<Page> | undefined,
  route: string,
): Promise<void> {
  if (page === undefined)
    throw new Problem(404, 'No such page', `there is no ${route}; GET /openapi.json tells what there is`);
  const { status = 200, body, type } = await page;
  replyJson(response, status, body, type === undefined ? undefined : { 'content-type': type });
}

function requestOf(request: IncomingMessage, method: string): KvRequest {
  return { method, headers: request.headers, text: (mostBytes) => readBody(request, mostBytes) };
}
