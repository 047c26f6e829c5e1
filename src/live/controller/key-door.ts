import { Problem } from '../rest/problem.ts';
import type { Page } from '../rest/router.ts';
import type { Controller } from './controller.ts';

const METHODS = ['GET', 'PUT', 'DELETE'];

/** What somebody asks of a key. */
export interface KeyAsked {
  readonly method: string;
  /** With what stands behind the question mark. */
  readonly url: string;
  readonly body: () => Promise<string>;
}

/**
 * `/kv/{key}` at the controller, for the page of the cluster, which may ask nobody else: put to a node that is up. A write
 * is put to one node only, since it may have happened where no answer comes back. @throws Problem
 */
export async function askKey(controller: Controller, { method, url, body }: KeyAsked): Promise<Page> {
  if (!METHODS.includes(method))
    throw new Problem(
      405,
      'No such method',
      `${method} is not for keys here; allowed: ${METHODS.join(', ')}`,
    );
  if (method === 'GET') return (await controller.askAny(url)) ?? nobody();
  const worker = controller.workers.find(({ state }) => state === 'up');
  if (worker === undefined) return nobody();
  const given = method === 'PUT' ? await body() : undefined;
  const answer = await controller.askOf(worker.address, url, method, given);
  const detail = `node ${worker.node} did not answer: read the key to see what became of it`;
  return (
    answer ?? {
      status: 503,
      body: JSON.stringify({ status: 'partial_failure', replicas: 0, outcome: 'unknown', detail }),
    }
  );
}

function nobody(): never {
  throw new Problem(503, 'Nobody is there', 'no node is up; they are being started');
}
