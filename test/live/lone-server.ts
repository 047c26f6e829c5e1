import type { ExecutionContext } from 'ava';
import { readConfiguration } from '../../src/live/configuration.ts';
import { openServer } from '../../src/live/server.ts';

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A cluster of one node, in this process and in memory if nothing else is said, until the test is over or it is closed. */
export async function openLoneServer(
  t: ExecutionContext,
  given: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly address: string; readonly close: () => Promise<void> }> {
  const patient = { operationTimeoutMs: 5_000, requestTimeoutMs: 60_000 };
  const settings = { listen: '127.0.0.1:0', replicas: 1, ...patient, ...given };
  const server = await openServer(readConfiguration([{ spell: (name) => name, given: settings }]), silent);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= server.close();
    return closed;
  };
  t.teardown(close);
  return { address: server.address, close };
}
