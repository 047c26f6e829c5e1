import type { DrillOrder } from '../../live/drill/drill.ts';
import { openLog } from '../../live/log.ts';
import { ServeError } from '../../live/serve-error.ts';
import { openServer } from '../../live/server.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { makeFolder } from '../make-folder.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';
import type { Flags } from './configure.ts';
import { configure } from './configure.ts';
import { orphaned } from './orphaned.ts';

/** Runs one node until it is told to stop, by SIGINT or SIGTERM, or cannot go on. @throws UserError */
export async function serve(flags: Flags): Promise<ExitStatus> {
  const configuration = configure(flags, process.env);
  const stopped = Promise.race([told('SIGTERM'), told('SIGINT'), orphaned()]);
  // Where a file may not grow, a write fails as on a full disk; by itself that would end the process.
  process.on('SIGXFSZ', () => {});
  const log = openLog(configuration.logLevel);
  if (configuration.data !== undefined) makeDataFolder(configuration.data);
  const server = await openServer(configuration, log).catch((error: unknown) => {
    throw error instanceof ServeError ? badInput(error.message) : error;
  });
  log.info({ address: server.address, node: server.node.id }, 'listening');
  const { drill } = server;
  if (drill !== undefined) process.on('message', (order) => drill.obey(order as DrillOrder));
  process.send?.({ kind: 'listening', address: server.address, node: server.node.id });
  const left = server.left.then(() => 'it has left the ring');
  const end = await Promise.race([stopped, server.failed, left]);
  if (end instanceof ServeError) {
    log.error({ why: end.message }, 'the node cannot go on');
    throw badInput(end.message);
  }
  log.info({ because: end }, 'stopping');
  await server.close();
  log.info({}, 'stopped');
  return EXIT.holds;
}

/** @throws UserError */
export function makeDataFolder(path: string): void {
  try {
    makeFolder(path);
  } catch (error) {
    throw isSystemError(error) ? badInput(`${path}: ${reasonOf(error)}`) : error;
  }
}

function told(signal: NodeJS.Signals): Promise<string> {
  return new Promise((resolve) => process.once(signal, () => resolve(signal)));
}
