import type { IncomingMessage } from 'node:http';
import type { LiveNode } from '../live-node.ts';
import type { Gate } from '../rest/gate.ts';
import { dumpOf } from '../rest/pages.ts';
import type { Page } from '../rest/router.ts';
import { guardedMethod, keyPage } from './key-pages.ts';

/** What older clients ask of a node: `/getKey`, `/setKey`, `/getData`, `/pop`. */
export class NodePages {
  readonly #node: LiveNode;
  readonly #leave: () => Page;

  constructor(node: LiveNode, leave: () => Page) {
    this.#node = node;
    this.#leave = leave;
  }

  /** @returns undefined where there is no such page. @throws Problem, or rejects with one */
  handle(
    gate: Gate,
    request: IncomingMessage,
    path: string,
    query: string,
  ): Page | Promise<Page> | undefined {
    const { method = 'GET', headers } = request;
    if (method !== 'GET') return undefined;
    gate.demand({ method: guardedMethod(method, path), headers }, path);
    switch (path) {
      case '/getKey':
      case '/setKey':
        return keyPage(this.#node.desk, path, new URLSearchParams(query));
      case '/getData':
        return { body: JSON.stringify(dumpOf(this.#node)) };
      case '/pop':
        return this.#leave();
      default:
        return undefined;
    }
  }
}
