import type { IncomingMessage } from 'node:http';
import type { NodeId } from '../../core/ids.ts';
import { nodeId } from '../../core/ids.ts';
import type { Epoch } from '../../core/ownership/epoch.ts';
import type { Wish } from '../../core/ownership/wish.ts';
import type { Caller } from '../caller.ts';
import type { LiveNode } from '../live-node.ts';
import { parseJson, readBody } from './body.ts';
import { badRequest, Problem } from './problem.ts';
import type { Page } from './router.ts';

const MOST_BODY_BYTES = 4_096;
const ACTIONS = ['cancel', 'halt', 'go-on'] as const;

/** What an operator wants changed in who owns the ring. Answered when it is wished; `/ring` tells when it is so. */
export class ClusterRoutes {
  readonly #node: LiveNode;
  readonly #caller: Caller;

  constructor(node: LiveNode, caller: Caller) {
    this.#node = node;
    this.#caller = caller;
  }

  /** @returns undefined where there is no such route. @throws Problem, or rejects with one */
  handle(request: IncomingMessage, path: string, query: string): Page | Promise<Page> | undefined {
    const route = `${request.method} ${path}`;
    if (route === 'POST /cluster/leave') return this.leave();
    if (route === 'POST /cluster/change') return this.#change(request);
    if (route === 'POST /cluster/nodes')
      throw new Problem(
        409,
        'This is a node',
        `a controller starts nodes; by hand: ./Application serve --join ${this.#node.address} --listen …`,
      );
    const [, id] = /^DELETE \/cluster\/nodes\/(\d{1,10})$/.exec(route) ?? [];
    return id === undefined ? undefined : this.#remove(nodeId(Number(id)), fateOf(query));
  }

  /** This node hands over what it has, and ends. @throws Problem where it is the last one */
  leave(): Page {
    const { epoch } = this.#node;
    const { id } = this.#node;
    mustNotBeLast(epoch, id);
    this.#node.wish({ kind: 'leave', node: id });
    return accepted({ status: 'leaving', node_id: id });
  }

  /** A node leaves by its own wish; one that is gone for good by that of another. */
  async #remove(id: NodeId, fate: Fate): Promise<Page> {
    const { epoch, address } = this.#node;
    if (!epoch.owners.some((owner) => owner.id === id) && epoch.target?.some((to) => to.id === id) !== true)
      throw new Problem(404, 'No such node', `node ${id} owns no part of the ring; GET /ring tells who does`);
    if (fate === 'leaves' && id === this.#node.id) return this.leave();
    mustNotBeLast(epoch, id);
    const home = this.#node.addressOf(id);
    if (fate !== 'leaves') return this.#bury(id, home, fate === 'lost');
    const answer = home === null ? undefined : await this.#caller.ask('POST', home, '/cluster/leave');
    if (answer !== undefined) return { status: answer.status, body: answer.body };
    throw new Problem(
      503,
      'It cannot be reached',
      `${address} cannot reach node ${id} at ${home ?? 'any address'}: where it is gone for good, say ?dead=true`,
    );
  }

  async #bury(id: NodeId, home: string | null, lost: boolean): Promise<Page> {
    const health = home === null ? undefined : await this.#caller.get(home, '/health');
    const isThere = health !== undefined && isAnswerOf(health, id);
    if (id === this.#node.id || isThere)
      throw new Problem(409, 'It is alive', `node ${id} answers at ${home}: without dead=true it hands over`);
    this.#node.wish({ kind: 'leave', node: id, ...(lost ? { lost } : {}) });
    return accepted({ status: 'leaving', node_id: id });
  }

  async #change(request: IncomingMessage): Promise<Page> {
    const body = parseJson(await readBody(request, MOST_BODY_BYTES));
    const given = typeof body === 'object' && body !== null && 'action' in body ? body.action : undefined;
    const action = ACTIONS.find((word) => word === given);
    if (action === undefined)
      throw badRequest(`the body must be {"action": …}; allowed: ${ACTIONS.join(', ')}`);
    const { number, target } = this.#node.epoch;
    if (target === undefined)
      throw new Problem(409, 'Nothing is pending', 'the ring is not changing; GET /ring tells when it is');
    this.#node.wish(wishOf(action, number));
    return accepted({ status: action, epoch: number });
  }
}

function wishOf(action: (typeof ACTIONS)[number], epoch: number): Wish {
  return action === 'cancel' ? { kind: 'cancel', epoch } : { kind: 'halt', epoch, halt: action === 'halt' };
}

function mustNotBeLast({ owners, target = owners }: Epoch, id: NodeId): void {
  if (target.some((owner) => owner.id !== id)) return;
  throw new Problem(
    409,
    'It is the last one',
    `node ${id} owns the whole ring: let another one join first, or stop it`,
  );
}

/** `dead`: the others do without it, when they have all that it knew. `lost`: even where they have not. */
type Fate = 'leaves' | 'dead' | 'lost';

const FATES: Readonly<Record<string, Fate>> = {
  '': 'leaves',
  'dead=true': 'dead',
  'dead=true&force=true': 'lost',
};

function fateOf(query: string): Fate {
  const fate = FATES[query];
  if (fate === undefined)
    throw badRequest(`?${query} means nothing here; allowed: dead=true, dead=true&force=true`);
  return fate;
}

function isAnswerOf(health: string, id: NodeId): boolean {
  const told: unknown = JSON.parse(health);
  return typeof told === 'object' && told !== null && 'node_id' in told && told.node_id === id;
}

function accepted(body: object): Page {
  return { status: 202, body: JSON.stringify(body) };
}
