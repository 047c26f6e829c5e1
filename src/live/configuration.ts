import * as v from 'valibot';
import { ServeError } from './serve-error.ts';

/** Numbers may be written out: flags and the environment know texts only. */
const whole = (least: number, most: number) =>
  v.pipe(
    v.union([v.number(), v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number))]),
    v.number(),
    v.integer(),
    v.minValue(least),
    v.maxValue(most),
  );
const choice = v.union([
  v.boolean(),
  v.pipe(
    v.picklist(['true', 'false']),
    v.transform((word) => word === 'true'),
  ),
]);
const ADDRESS = /^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}$/i;
const address = v.pipe(
  v.string(),
  v.regex(ADDRESS),
  v.check((text) => splitAddress(text).port < 65_536),
);
const addresses = v.union([
  v.array(address),
  v.pipe(
    v.string(),
    v.transform((words) => words.split(',').map((word) => word.trim())),
    v.array(address),
  ),
]);

const MOST_SCANNED = 1_024;
/** `host:first-last`, as all its addresses. */
const range = v.pipe(
  v.string(),
  v.regex(/^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}-\d{1,5}$/i),
  v.transform((text) => {
    const { host, ports } = /^(?<host>.*):(?<ports>.*)$/.exec(text)?.groups ?? {};
    const [first = 0, last = 0] = (ports ?? '').split('-').map(Number);
    const count = Math.min(last - first + 1, MOST_SCANNED + 1);
    return Array.from({ length: Math.max(0, count) }, (_, nth) => `${host}:${first + nth}`);
  }),
  v.array(address),
  v.minLength(1),
  v.maxLength(MOST_SCANNED),
);
/** `1000`, `64MB`, `1000,64MB`. */
const capacity = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.transform(String))]),
  v.regex(/^([1-9]\d{0,7}|[1-9]\d{0,3}(KB|MB|GB))(,[1-9]\d{0,3}(KB|MB|GB))?$/),
);
const COHERENCE = ['off', 'ttl', 'validate', 'invalidate', 'update', 'lease'] as const;
const PREFETCH = ['none', 'sequential', 'refresh-ahead', 'successors', 'warm-start'] as const;
const path = v.optional(v.pipe(v.string(), v.minLength(1)));

/** A setting: what it may be, in words, and how it is checked. */
interface Setting<Schema> {
  readonly allowed: string;
  readonly schema: Schema;
}

const setting = <Schema>(allowed: string, schema: Schema): Setting<Schema> => ({ allowed, schema });

/** Everything that a node can be told; flags, environment and file all end here. */
export const SETTINGS = {
  /** Where clients and peers reach this node; port 0 takes any that is free. */
  listen: setting('host:port', v.optional(address, '127.0.0.1:5001')),
  /** Where others are told to reach it, if not where it listens. */
  advertise: setting('host:port', v.optional(address)),
  /** Folder of its log and identity; not given: nothing outlives the process. */
  data: setting('a folder', path),
  storage: setting('lmdb, json, memory', v.optional(v.picklist(['lmdb', 'json', 'memory']))),
  /** Nodes of the cluster to enter; the first one may be this node itself. */
  join: setting('host:port, several with commas', v.optional(addresses, [])),
  /** Where nodes of the cluster may be: those that are there are joined. */
  scan: setting('host:first-last, up to 1024 ports', v.optional(range)),
  cluster: setting(
    'letters, digits, dots, _ and -, up to 64',
    v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/)), 'orrery'),
  ),
  /** Copies of each key; the whole cluster has the number that its first node began with. */
  replicas: setting('1 to 7', v.optional(whole(1, 7))),
  /** Identity at the first start, if it is not to be drawn: never one that was used before. */
  node: setting('1 to 2147483647', v.optional(whole(1, 0x7fff_ffff))),
  /** For everything, and between nodes. */
  token: setting('a text', v.optional(v.pipe(v.string(), v.minLength(1)))),
  /** For clients that may read only. */
  readToken: setting('a text', v.optional(v.pipe(v.string(), v.minLength(1)))),
  /** PEM files. With a certificate everything is encrypted; with `tlsCa` peers must show one that it has signed. */
  tlsCert: setting('a file', path),
  tlsKey: setting('a file', path),
  tlsCa: setting('a file', path),
  /** Allows other addresses than loopback without a token. */
  insecure: setting('true, false', v.optional(choice, false)),
  /** Until a coordinator gives up on replicas that do not answer; longer on machines with much else to do. */
  operationTimeoutMs: setting('50 to 10000', v.optional(whole(50, 10_000), 200)),
  /** How coordinators keep copies of what they read, and what they read ahead. */
  cache: setting('off, ttl, validate, invalidate, update, lease', v.optional(v.picklist(COHERENCE), 'off')),
  prefetch: setting(
    'none, sequential, refresh-ahead, successors, warm-start',
    v.optional(v.picklist(PREFETCH), 'none'),
  ),
  /** How long a copy may be told where it is no lease. */
  cacheTtlMs: setting('1 to 600000', v.optional(whole(1, 600_000), 2_000)),
  /** Values that a node keeps at most, or bytes of them: what was used least lately is forgotten. */
  capacity: setting(
    'a number of values, or of bytes as 64KB, 512MB, 2GB, or both with a comma',
    v.optional(capacity),
  ),
  /** Answers what older clients ask as well. */
  compat: setting('true, false', v.optional(choice, false)),
  /** Until who has begun to ask something, and does not go on, is hung up on. */
  requestTimeoutMs: setting('100 to 3600000', v.optional(whole(100, 3_600_000), 30_000)),
  /** Bytes of the largest value, as JSON. */
  maxValueBytes: setting('1 to 67108864', v.optional(whole(1, 64 * 1024 * 1024), 1024 * 1024)),
  /** Where traces are told to, by OTLP over HTTP; not given: nowhere. */
  otlpEndpoint: setting(
    'a URL, such as http://127.0.0.1:4318',
    v.optional(v.pipe(v.string(), v.regex(/^https?:\/\/[^\s/]+\/?$/))),
  ),
  /** Where every input of the node is recorded, for replays; a life begins the file anew. */
  flight: setting('a file', path),
  /** So long a record may become; its life goes on unrecorded. */
  flightMegabytes: setting('1 to 1000000', v.optional(whole(1, 1_000_000), 64)),
  /** What a drill does to the process: JSON; for tests of this program alone. */
  drill: setting('JSON', v.optional(v.string())),
  logLevel: setting(
    'debug, info, warn, error, silent',
    v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  ),
} as const;

type Schemas = { readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['schema'] };
type Given = Readonly<Record<string, unknown>>;

const configurationSchema = v.strictObject(
  Object.fromEntries(Object.entries(SETTINGS).map(([name, { schema }]) => [name, schema])) as Schemas,
);

export type Configuration = v.InferOutput<typeof configurationSchema>;

/** Where settings come from; of two that name the same one the first counts. */
export interface Source {
  /** How a setting is written there. */
  readonly spell: (name: string) => string;
  readonly given: Given;
}

/** @throws ServeError that names the place, what was found there and what is allowed */
export function readConfiguration(sources: readonly Source[]): Configuration {
  const merged = Object.assign({}, ...sources.toReversed().map(({ given }) => given)) as Given;
  const checked = v.safeParse(configurationSchema, merged);
  if (checked.success) return checked.output;
  const name = String(checked.issues[0].path?.[0]?.key);
  const source = sources.find(({ given }) => name in given);
  const spelt = source?.spell(name) ?? name;
  const setting = name in SETTINGS ? SETTINGS[name as keyof typeof SETTINGS] : undefined;
  if (setting === undefined)
    throw new ServeError(`there is no setting ${spelt}; allowed: ${Object.keys(SETTINGS).join(', ')}`);
  throw new ServeError(`${spelt} is ${JSON.stringify(merged[name])}; allowed: ${setting.allowed}`);
}

/** `maxValueBytes` as `max-value-bytes`. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Host and port of `host:port`; brackets around the host are for IPv6. */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** Reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
