import type { Argv } from 'yargs';
import type { GlobalFlags } from './flags.ts';

const text = (describe: string) => ({ type: 'string', requiresArg: true, describe }) as const;

/** Flags of every node, whoever starts it. What they may be is checked where they end. */
export const declareNodeFlags = (line: Argv<GlobalFlags>) =>
  line
    .option('data', text('folder to keep everything in; without it nothing outlives the process'))
    .option('storage', text('lmdb, json (a file to read), memory; lmdb if not given'))
    .option('cluster', text("name of the cluster; nodes of another one are refused; 'orrery' if not given"))
    .option('replicas', text('copies of each key, said where a cluster begins'))
    .option('token', text('what clients and nodes must know; needed beyond loopback'))
    .option('read-token', text('what clients must know that may only read'))
    .option('tls-cert', text('PEM file with what to show to clients and nodes: all is encrypted'))
    .option('tls-key', text('PEM file with its key'))
    .option('tls-ca', text('PEM file of who signs: nodes must show what it has signed'))
    .option('insecure', { type: 'boolean', describe: 'no token, although other machines can reach it' })
    .option('operation-timeout-ms', text('until replicas that are silent are given up; 200 if not given'))
    .option(
      'cache',
      text('copies at coordinators: off, ttl, validate, invalidate, update, lease; off if not given'),
    )
    .option('prefetch', text('none, sequential, refresh-ahead, successors, warm-start; none if not given'))
    .option('cache-ttl-ms', text('how long a copy may be told where it is no lease; 2000 if not given'))
    .option(
      'capacity',
      text('values kept at most, or bytes as 64MB, or 1000,64MB: a cache, which forgets what is used least'),
    )
    .option('compat', { type: 'boolean', describe: 'answer /setkey, /getkey, /api/… and the like as well' })
    .option('request-timeout-ms', text('until who stops in the middle of a request is hung up on; 30000'))
    .option('max-value-bytes', text('of the largest value, as JSON; 1048576 if not given'))
    .option('otlp-endpoint', text('URL of a collector that is told traces, by OTLP over HTTP'))
    .option('flight', text('file that records every input of the node, for ./Application replay'))
    .option('flight-megabytes', text('so long a record may become; 64 if not given'))
    .option('log-level', text('debug, info, warn, error, silent; info if not given'))
    .option('config', text('a YAML or JSON file with these settings; flags and ORRERY_… count before it'));
