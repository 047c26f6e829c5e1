import type { Argv, CommandModule } from 'yargs';
import type { ClientFlags } from '../client/ask.ts';
import type { ExitStatus } from '../exit-status.ts';
import type { FlagsOf, GlobalFlags } from './flags.ts';

/** Where a running cluster is to be found, and what it wants to see. */
export const declareCluster = (line: Argv<GlobalFlags>, at: string, describe: string) =>
  line
    .option('at', { type: 'string', requiresArg: true, default: at, describe })
    .option('token', { type: 'string', requiresArg: true, describe: 'of the cluster; or ORRERY_TOKEN' })
    .option('tls-ca', {
      type: 'string',
      requiresArg: true,
      describe: 'PEM file of who signs its certificates, where it is encrypted; or ORRERY_TLS_CA',
    });

const declareAddress = (line: Argv<GlobalFlags>) =>
  declareCluster(line, '127.0.0.1:5001', 'nodes to ask, host:port, several with commas');

const declarePage = (line: Argv<GlobalFlags>) =>
  declareAddress(line).option('json', { type: 'boolean', describe: 'as the node says it' });

const declareKey = (line: Argv<GlobalFlags>) =>
  declareAddress(line)
    .positional('key', { type: 'string', demandOption: true, describe: 'the key' })
    .option('level', {
      choices: ['one', 'quorum', 'linearizable', 'cas'] as const,
      requiresArg: true,
      describe: 'what the operation is promised; quorum if not given',
    });

const declareValue = (line: Argv<GlobalFlags>) =>
  declareKey(line).positional('value', {
    type: 'string',
    demandOption: true,
    describe: 'JSON, or a text',
  });

type Finish = (status: ExitStatus) => void;

/** `./Application get <key>`. */
export function getCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareKey>> {
  return {
    command: 'get <key>',
    describe: 'read a key of a running cluster',
    builder: declareKey,
    handler: async ({ key, level, ...flags }) => {
      const { askAndTell, clientOf } = await import('../client/ask.ts');
      finish(await askAndTell(() => clientOf(of(flags)).get(key, { level })));
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
      finish(await askAndTell(() => clientOf(of(flags)).put(key, readValue(value), { level })));
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
      finish(await askAndTell(() => clientOf(of(flags)).delete(key, { level })));
    },
  };
}

/** `./Application status`, `nodes` and `ring`: what a node knows of the cluster. */
export function pageCommand(
  finish: Finish,
  page: 'status' | 'nodes' | 'ring',
  describe: string,
): CommandModule<GlobalFlags, FlagsOf<typeof declarePage>> {
  return {
    command: page,
    describe,
    builder: declarePage,
    handler: async ({ json = false, ...flags }) => {
      const { askAndTell, clientOf } = await import('../client/ask.ts');
      const { linesOf } = await import('../client/page-lines.ts');
      const question = () => clientOf(of(flags)).ask('GET', `/${page}`);
      finish(await askAndTell(question, json ? undefined : linesOf(page)));
    },
  };
}

const declareWatch = (line: Argv<GlobalFlags>) =>
  declarePage(line)
    .positional('key', { type: 'string', describe: 'the key; none: all, or those of --prefix' })
    .option('prefix', { type: 'string', requiresArg: true, describe: 'what keys begin with' })
    .option('after', {
      type: 'string',
      requiresArg: true,
      describe: 'position of a change that was told earlier (--json shows it)',
    })
    .conflicts('key', 'prefix');

/** `./Application watch [key]`. */
export function watchCommand(finish: Finish): CommandModule<GlobalFlags, FlagsOf<typeof declareWatch>> {
  return {
    command: 'watch [key]',
    describe: 'tell what keys hold, and then what changes, until Ctrl-C',
    builder: declareWatch,
    handler: async ({ key, prefix = '', after, json = false, ...flags }) => {
      const { clientOf } = await import('../client/ask.ts');
      const { watch } = await import('../client/watch.ts');
      const watched = key === undefined ? { prefix } : { key };
      finish(await watch(clientOf(of(flags)), watched, { after, json }));
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

function of({ at, token, tlsCa }: ClientFlags): ClientFlags {
  return { at, token, tlsCa };
}
