import type { Controller } from '../controller/controller.ts';
import { badRequest, Problem } from '../rest/problem.ts';
import type { Page } from '../rest/router.ts';
import { given, keyOf } from './key-pages.ts';

/** Keys that `/api/testKeys` writes. */
const TEST_KEYS = 10;

/** What older clients ask of a controller: keys, and who serves them. A slave is a worker, by its number. */
export async function controllerPage(
  controller: Controller,
  path: string,
  text: string,
): Promise<Page | undefined> {
  const query = new URLSearchParams(text);
  switch (path) {
    case '/setkey':
      return set(controller, keyOf(query), given(query, 'value'));
    case '/getkey':
      return ask(controller, `/getKey?key=${encodeURIComponent(keyOf(query))}`);
    case '/api/slaves':
      return slaves(controller);
    case '/api/addSlave': {
      const { number, address } = controller.add();
      return json({ status: 'joining', slaveId: number, address });
    }
    case '/api/popSlave': {
      const { number, node } = workerOf(controller, query);
      if (node === undefined) throw new Problem(409, 'It has no name yet', `slave ${number} is starting`);
      controller.remove(node);
      return json({ status: 'leaving', slaveId: number });
    }
    case '/api/slave/data': {
      const { number, address } = workerOf(controller, query);
      const answer = await controller.askOf(address, '/getData');
      if (answer === undefined) throw new Problem(503, 'Nobody is there', `slave ${number} does not answer`);
      return answer;
    }
    case '/api/testKeys':
      return testKeys(controller);
    default:
      return undefined;
  }
}

async function slaves(controller: Controller): Promise<Page> {
  const counts = await controller.keyCounts();
  return json({
    slaves: controller.workers.map(({ number, node = null, address, state }, nth) => ({
      ...{ slaveId: number, node_id: node, address, status: state === 'up' ? 'online' : 'offline' },
      keys: counts[nth]?.keys ?? null,
    })),
  });
}

/** Writes some keys, and tells whose they are. */
async function testKeys(controller: Controller): Promise<Page> {
  const keys: Record<string, unknown> = {};
  for (let nth = 0; nth < TEST_KEYS; nth += 1) {
    const key = `test-key-${nth}`;
    await set(controller, key, `test-value-${nth}`);
    const { body } = await ask(controller, `/partition/${key}`);
    keys[key] = (JSON.parse(body) as { readonly replica_addresses: unknown }).replica_addresses;
  }
  return json({ keys });
}

function set(controller: Controller, key: string, value: string): Promise<Page> {
  return ask(controller, `/setKey?key=${encodeURIComponent(key)}&value=${encodeURIComponent(value)}`);
}

async function ask(controller: Controller, path: string): Promise<Page> {
  const answer = await controller.askAny(path);
  if (answer === undefined)
    throw new Problem(503, 'Nobody is there', 'no node is up; they are being started');
  return answer;
}

function workerOf(controller: Controller, query: URLSearchParams): Controller['workers'][number] {
  const text = given(query, 'slaveId');
  const worker = controller.workers.find(({ number }) => String(number) === text);
  if (worker === undefined)
    throw badRequest(`there is no slave ${text}; GET /api/slaves tells which there are`);
  return worker;
}

function json(value: unknown): Page {
  return { body: JSON.stringify(value) };
}
