import type { IncomingMessage, RequestListener } from 'node:http';
import { controllerPage } from '../compat/controller-pages.ts';
import { guardedMethod } from '../compat/key-pages.ts';
import { parseJson, readBody } from '../rest/body.ts';
import { Gate } from '../rest/gate.ts';
import { badRequest, Problem } from '../rest/problem.ts';
import { replyError, replyJson } from '../rest/reply.ts';
import type { Page } from '../rest/router.ts';
import type { Controller, ControllerOptions } from './controller.ts';
import type { Sources } from './events.ts';
import { askKey } from './key-door.ts';
import { answerSite } from './site.ts';

const MOST_BODY_BYTES = 4_096;
/** Of what stands around a value. */
const ENVELOPE_BYTES = 1_024;

/** What a controller tells over Socket.IO. */
export function controllerEvents(controller: Controller, options: ControllerOptions): Sources {
  const of = async (path: string): Promise<unknown> => {
    const answer = await controller.askAny(path);
    return answer?.status === 200 ? JSON.parse(answer.body) : null;
  };
  return {
    cluster_update: async () => ({ ...statusOf(controller, options), ring: await of('/ring') }),
    data_update: async () => ({ nodes: await controller.keyCounts() }),
  };
}

/** What a controller answers; questions about keys and the ring are put to a node that is up. */
export function controllerRoutes(controller: Controller, options: ControllerOptions): RequestListener {
  const gate = new Gate(options);
  const { maxValueBytes } = options;
  const answer = async (request: IncomingMessage): Promise<Page> => {
    const { url = '/', method = 'GET' } = request;
    const [path = '/', query = ''] = url.split('?');
    const guarded = options.compat ? guardedMethod(method, path) : method;
    gate.demand({ method: guarded, headers: request.headers }, path);
    mustBeAtHome(guarded, request.headers);
    const older =
      options.compat && method === 'GET' ? await controllerPage(controller, path, query) : undefined;
    if (older !== undefined) return older;
    const [, node] = /^\/cluster\/nodes\/(\d{1,10})$/.exec(path) ?? [];
    if (method === 'DELETE' && node !== undefined) return remove(controller, node, query);
    if (path.startsWith('/kv/'))
      return askKey(controller, {
        method,
        url,
        body: () => readBody(request, maxValueBytes + ENVELOPE_BYTES),
      });
    switch (`${method} ${path}`) {
      case 'POST /config':
        return json(configure(parseJson(await readBody(request, MOST_BODY_BYTES)), options));
      case 'POST /cluster/nodes':
        return add(controller);
      case 'GET /':
      case 'GET /health':
        return json({ status: 'alive', nodes: controller.workers.length });
      case 'GET /status':
      case 'GET /ready':
        return json(statusOf(controller, options));
    }
    if (method === 'GET' && /^\/(partition\/.+|nodes|cluster\/nodes|ring|ring\/arcs)$/.test(path))
      return askAny(controller, path);
    const [, id, what = ''] = /^\/cluster\/nodes\/(\d{1,10})\/(metrics|dump|kill)$/.exec(path) ?? [];
    if (id !== undefined && method === 'POST' && what === 'kill') return kill(controller, Number(id));
    if (id !== undefined && method === 'GET' && what !== 'kill')
      return what === 'dump'
        ? askOne(controller, Number(id), `/debug/dump?${query}`)
        : { ...(await askOne(controller, Number(id), '/metrics')), type: 'text/plain; version=0.0.4' };
    throw new Problem(404, 'No such page', PAGES);
  };
  return async (request, response) => {
    try {
      if (await answerSite(options.site, request, response)) return;
      const { status = 200, body, type } = await answer(request);
      replyJson(response, status, body, type === undefined ? undefined : { 'content-type': type });
    } catch (error) {
      replyError(response, error, () => {});
    }
  };
}

const PAGES =
  'allowed: GET /health, /ready, /status, /nodes, /ring, /ring/arcs, /partition/{key}, ' +
  '/cluster/nodes/{id}/metrics, /cluster/nodes/{id}/dump; POST /config, /cluster/nodes, /cluster/nodes/{id}/kill; ' +
  'DELETE /cluster/nodes/{id}; GET, PUT, DELETE /kv/{key}; all else of keys is with the nodes';

function json(value: unknown, status = 200): Page {
  return { status, body: JSON.stringify(value) };
}

function statusOf({ workers }: Controller, { replicas }: ControllerOptions): object {
  const up = workers.filter(({ state }) => state === 'up').length;
  return {
    status: up === workers.length ? 'ready' : up > 0 ? 'degraded' : 'down',
    replica_count: replicas,
    nodes: workers.map(({ node = null, address, state, starts, pid = null }) => ({
      node_id: node,
      address,
      status: state === 'up' ? 'online' : 'offline',
      starts,
      pid,
    })),
  };
}

function add(controller: Controller): Page {
  const { number, address } = controller.add();
  return json({ status: 'joining', worker: number, address }, 202);
}

function remove(controller: Controller, node: string, query: string): Promise<Page> | Page {
  if (query === 'dead=true') return controller.bury(Number(node));
  if (query !== '') throw badRequest(`?${query} means nothing here; allowed: dead=true`);
  controller.remove(Number(node));
  return json({ status: 'leaving', node_id: Number(node) }, 202);
}

/** Its process ends as in a power cut, and is started again. */
function kill(controller: Controller, node: number): Page {
  controller.kill(node);
  return json({ status: 'killed', node_id: node }, 202);
}

/** What this node and no other answers. @throws Problem */
async function askOne(controller: Controller, node: number, path: string): Promise<Page> {
  const { address, state } = controller.workerOf(node);
  const answer = state === 'up' ? await controller.askOf(address, path) : undefined;
  if (answer === undefined)
    throw new Problem(503, 'It is down', `node ${node} does not answer; it is being started`);
  return answer;
}

/**
 * A browser says where a request comes from: another site's page may not change anything, though it could send what
 * needs no leave. @throws Problem
 */
function mustBeAtHome(method: string, headers: IncomingMessage['headers']): void {
  const from = headers['sec-fetch-site'];
  if (method === 'GET' || from === undefined || from === 'same-origin' || from === 'none') return;
  throw new Problem(403, 'Not from here', 'pages of other sites change nothing in this cluster');
}

async function askAny(controller: Controller, path: string): Promise<Page> {
  const answer = await controller.askAny(path);
  if (answer === undefined)
    throw new Problem(503, 'Nobody is there', 'no node is up; they are being started');
  return answer;
}

/** The number of copies is settled when a cluster begins. */
function configure(body: unknown, { replicas }: ControllerOptions): unknown {
  const wanted =
    typeof body === 'object' && body !== null && 'replica_count' in body ? body.replica_count : undefined;
  if (!Number.isInteger(wanted) || Number(wanted) < 1 || Number(wanted) > 7)
    throw badRequest('the body must be {"replica_count": n}, with n from 1 to 7');
  if (wanted !== replicas)
    throw new Problem(
      409,
      'The cluster has begun',
      `its keys have ${replicas} copies; begin another one, with --replicas ${wanted} and a folder of its own`,
    );
  return { replica_count: replicas };
}
