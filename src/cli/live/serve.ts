import { writeSync } from 'node:fs';
import pino from 'pino';
import * as v from 'valibot';
import type { ConfigurationInput } from '../../live/configuration.ts';
import { configurationSchema } from '../../live/configuration.ts';
import { ServeError } from '../../live/serve-error.ts';
import { openServer } from '../../live/server.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { badInput, badUsage } from '../user-error.ts';

/** Runs one node until it is told to stop, by SIGINT or SIGTERM, or cannot go on. @throws UserError */
export async function serve(given: ConfigurationInput): Promise<ExitStatus> {
  const checked = v.safeParse(configurationSchema, given);
  if (!checked.success) {
    const [issue] = checked.issues;
    throw badUsage(`${v.getDotPath(issue) ?? 'the configuration'}: ${issue.message}`);
  }
  const configuration = checked.output;
  const log = pino({ level: configuration.logLevel }, { write: (line) => void writeSync(2, line) });
  const server = await openServer(configuration, log).catch((error: unknown) => {
    throw error instanceof ServeError ? badInput(error.message) : error;
  });
  log.info({ address: server.address, node: server.node.id }, 'listening');
  const end = await Promise.race([told('SIGTERM'), told('SIGINT'), server.failed]);
  if (end instanceof ServeError) {
    log.error({ why: end.message }, 'the node cannot go on');
    throw badInput(end.message);
  }
  log.info({ signal: end }, 'stopping');
  await server.close();
  log.info({}, 'stopped');
  return EXIT.holds;
}

function told(signal: NodeJS.Signals): Promise<NodeJS.Signals> {
  return new Promise((resolve) => process.once(signal, () => resolve(signal)));
}
