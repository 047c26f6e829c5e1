import type { Caller } from '../caller.ts';
import type { Configuration } from '../configuration.ts';
import type { LiveNode } from '../live-node.ts';
import type { Metrics } from '../metrics.ts';
import type { PagePath } from './openapi.ts';
import { openApi } from './openapi.ts';
import { keyOfPath, Parameters } from './parameters.ts';
import { Problem } from './problem.ts';
import { arcsOf, ringOf } from './ring-page.ts';
import type { Page } from './router.ts';

type Pages = (route: string, query: string) => Page | Promise<Page> | undefined;

const json = (value: unknown, status = 200): Page => ({ status, body: JSON.stringify(value) });

/** Everything that is asked of a node beside keys. */
export function pagesOf(
  node: LiveNode,
  configuration: Configuration,
  of: { readonly metrics: Metrics; readonly caller: Caller },
): Pages {
  const { metrics, caller } = of;
  const fixed: Readonly<Record<`GET ${PagePath}`, () => Page | Promise<Page>>> = {
    'GET /health': () => json({ status: 'alive', node_id: node.id }),
    'GET /ready': () => ready(node),
    'GET /status': () => json(statusOf(node, configuration)),
    'GET /nodes': () => json(nodesOf(node)),
    'GET /cluster/nodes': () => json(nodesOf(node)),
    'GET /ring': () => ringPage(node, caller),
    'GET /ring/arcs': () => json(arcsOf(node)),
    'GET /openapi.json': () => json(openApi()),
    'GET /debug/dump': () => json(dumpOf(node)),
    'GET /metrics': async () => ({ body: await metrics.text(), type: metrics.contentType }),
  };
  return (route, query) => {
    if (route === 'GET /debug/dump' && query !== '')
      return json(dumpOf(node, new Parameters(query, ['key', 'limit'])));
    if (isNamed(fixed, route)) return fixed[route]();
    const [, key] = /^GET \/partition\/(.+)$/.exec(route) ?? [];
    return key === undefined ? undefined : partitionOf(node, key);
  };
}

function isNamed<Name extends string>(table: Readonly<Record<Name, unknown>>, name: string): name is Name {
  return Object.hasOwn(table, name);
}

/** What is waited for only the chair knows, so it is asked. */
async function ringPage(node: LiveNode, caller: Caller): Promise<Page> {
  const own = ringOf(node);
  const { pending } = own;
  const chair = pending?.waiting_for === null && pending.chair !== node.id ? pending.chair : null;
  const home = chair === null ? null : node.addressOf(chair);
  const told = home === null ? undefined : await caller.get(home, '/ring');
  return told === undefined ? json(own) : { body: told };
}

function ready(node: LiveNode): Page {
  const { trouble } = node;
  return trouble === undefined
    ? json({ status: 'ready', node_id: node.id })
    : json({ status: 'not_ready', node_id: node.id, detail: trouble }, 503);
}

function statusOf(node: LiveNode, { cluster, storage = 'lmdb', data }: Configuration): unknown {
  return {
    node_id: node.id,
    cluster,
    status: node.trouble === undefined ? 'ready' : 'not_ready',
    replica_count: node.replicas ?? null,
    keys: node.runtime?.node.heldKeys().length ?? 0,
    storage: data === undefined ? 'memory' : storage,
    members: nodesOf(node).nodes,
  };
}

function nodesOf(node: LiveNode) {
  const epoch = node.runtime?.node.epoch;
  return {
    // What is agreed on who owns the ring; `pending` while it is changing.
    epoch: epoch === undefined ? null : { number: epoch.number, pending: epoch.target !== undefined },
    nodes: node.board.all().map(({ node: id, health }) => ({
      node_id: id,
      address: node.addressOf(id),
      status: health,
      owner: epoch?.owners.some((owner) => owner.id === id) === true,
    })),
  };
}

/** Where the first few keys of a dump hold that much, the rest is left out. Unit: characters of JSON. */
const MOST_IN_PART = 1_000_000;

/** The keys that this replica holds, with what it would answer at level `one`. @param part the named ones, or the first few */
export function dumpOf({ id, runtime }: LiveNode, part?: Pick<Parameters, 'keys' | 'limit'>): unknown {
  const all = part !== undefined && part.keys.length > 0 ? part.keys : (runtime?.node.heldKeys() ?? []);
  const held = part === undefined ? all : all.slice(0, part.limit);
  let size = 0;
  const live = held.flatMap((key) => {
    const value = runtime?.node.recordOf(key)?.value ?? null;
    if (value === null || (part !== undefined && size > MOST_IN_PART)) return [];
    size += value.length;
    return [[key, JSON.parse(value)] as const];
  });
  return { node_id: id, data: Object.fromEntries(live) };
}

function partitionOf(node: LiveNode, path: string): Page {
  const replicas = node.runtime?.node.replicasOf(keyOfPath(path)) ?? [];
  const [primary] = replicas;
  if (primary === undefined)
    throw new Problem(503, 'Nobody is there', 'no node of this key is up: start one');
  return json({
    primary_address: node.addressOf(primary),
    primary_node_id: primary,
    replica_node_ids: replicas,
    replica_addresses: replicas.map((id) => node.addressOf(id)),
  });
}
