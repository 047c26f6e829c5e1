import type { Argv, CommandModule } from 'yargs';
import type { ExitStatus } from '../exit-status.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

const declareAddress = (line: Argv<GlobalFlags>) =>
  line
    .option('at', {
      type: 'string',
      requiresArg: true,
      default: '127.0.0.1:5001',
      describe: 'nodes to ask, host:port, several with commas',
    })
    .option('token', { type: 'string', requiresArg: true, describe: 'of the cluster; or ORRERY_TOKEN' });

const declareKey = (line: Argv<GlobalFlags>) =>
  declareAddress(line)
    .positional('key', { type: 'string', demandOption: true, describe: 'the key' })
    .option('level', {
      type: 'string',
      requiresArg: true,
      describe: 'one, quorum, linearizable, cas',
    });

const declareValue = (line: Argv<GlobalFlags>) =>
  declareKey(line).positional('value', {
    type: 'string',
    demandOption: true,
    describe: 'JSON, or a text',
  });

type Finish = (status: ExitStatus) => void;

const queryOf = (level: string | undefined): string =>
  level === undefined ? '' : `?level=${encodeURIComponent(level)}`;

/** `./Application get <key>`. */
export function getCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareKey>> {
  return {
    command: 'get <key>',
    describe: 'read a key of a running cluster',
    builder: declareKey,
    handler: async ({ key, level, ...flags }) => {
      const { askAndTell, clientOf } = await import('../client/ask.ts');
      finish(await askAndTell(() => clientOf(of(flags)).get(key, queryOf(level))));
    },
  };
}

/** `./Application put <key> <value>`. */
export function putCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareValue>> {
  return {
    command: 'put <key> <value>',
    describe: 'write a key of a running cluster',
    builder: declareValue,
    handler: async ({ key, value, level, ...flags }) => {
      const { askAndTell, clientOf, readValue } = await import('../client/ask.ts');
      finish(await askAndTell(() => clientOf(of(flags)).put(key, readValue(value), queryOf(level))));
    },
  };
}

/** `./Application delete <key>`. */
export function deleteCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareKey>> {
  return {
    command: 'delete <key>',
    describe: 'delete a key of a running cluster',
    builder: declareKey,
    handler: async ({ key, level, ...flags }) => {
      const { askAndTell, clientOf } = await import('../client/ask.ts');
      finish(await askAndTell(() => clientOf(of(flags)).delete(key, queryOf(level))));
    },
  };
}

/** `./Application status`, `nodes` and `ring`: what a node knows of the cluster. */
export function pageCommand(
  finish: Finish,
  page: 'status' | 'nodes' | 'ring',
  describe: string,
): CommandModule<GlobalFlags, FlagsOf<typeof declareAddress>> {
  return {
    command: page,
    describe,
    builder: declareAddress,
    handler: async (flags) => {
      const { askAndTell, clientOf } = await import('../client/ask.ts');
      finish(await askAndTell(() => clientOf(of(flags)).ask('GET', `/${page}`)));
    },
  };
}

/** `./Application shell`. */
export function shellCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareAddress>> {
  return {
    command: 'shell',
    describe: 'insert, get and delete keys line by line',
    builder: declareAddress,
    handler: async (flags) => {
      const { clientOf } = await import('../client/ask.ts');
      const { shell } = await import('../client/shell.ts');
      finish(await shell(clientOf(of(flags))));
    },
  };
}

function of({ at, token }: { readonly at: string; readonly token: string | undefined }) {
  return { at, token };
}
