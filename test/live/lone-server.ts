import type { ExecutionContext } from 'ava';
import { readConfiguration } from '../../src/live/configuration.ts';
import { openServer } from '../../src/live/server.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A cluster of one node, in this process and in memory, until the test is over. @returns host:port */
export async function openLoneServer(
  t: ExecutionContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const settings = { listen: '127.0.0.1:0', replicas: 1, ...given };
  const server = await openServer(readConfiguration([{ spell: (name) => name, given: settings }]), silent);
  t.teardown(server.close);
  return server.address;
}
