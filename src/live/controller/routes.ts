import type { RequestListener } from 'node:http';
import { parseJson, readBody } from '../rest/body.ts';
import { badRequest, Problem } from '../rest/problem.ts';
import { replyError, replyJson } from '../rest/reply.ts';
import type { Controller, ControllerOptions } from './controller.ts';

const MOST_BODY_BYTES = 4_096;

/** What a controller answers; questions about keys are put to a node that is up. */
export function controllerRoutes(controller: Controller, options: ControllerOptions): RequestListener {
  return (request, response) => {
    const { url = '/', method = 'GET' } = request;
    const path = url.split('?')[0] ?? '/';
    const answer = async (): Promise<string> => {
      if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`)
        throw new Problem(401, 'Not allowed', 'this cluster wants its token: Authorization: Bearer <token>');
      if (method === 'POST' && path === '/config')
        return configure(parseJson(await readBody(request, MOST_BODY_BYTES)), options);
      if (method !== 'GET') throw new Problem(405, 'No such method', 'allowed: GET, and POST /config');
      if (path === '/health' || path === '/')
        return JSON.stringify({ status: 'alive', nodes: options.nodes });
      if (path === '/status' || path === '/ready') return JSON.stringify(statusOf(controller, options));
      if (/^\/(partition\/.+|nodes|cluster\/nodes|ring)$/.test(path)) return askAny(controller, path);
      throw new Problem(
        404,
        'No such page',
        'allowed: /health, /ready, /status, /nodes, /ring, /partition/{key}, POST /config; keys are with the nodes',
      );
    };
    answer().then(
      (body) => replyJson(response, 200, body),
      (error: unknown) => replyError(response, error, () => {}),
    );
  };
}

function statusOf({ workers }: Controller, { nodes, replicas }: ControllerOptions): unknown {
  const up = workers.filter(({ state }) => state === 'up').length;
  return {
    status: up === nodes ? 'ready' : up > 0 ? 'degraded' : 'down',
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

async function askAny(controller: Controller, path: string): Promise<string> {
  const answer = await controller.askAny(path);
  if (answer === undefined)
    throw new Problem(503, 'Nobody is there', 'no node is up; they are being started');
  return answer;
}

/** The number of copies is settled when a cluster begins. */
function configure(body: unknown, { replicas }: ControllerOptions): string {
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
  return JSON.stringify({ replica_count: replicas });
}
