import * as v from 'valibot';

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));
const ADDRESS = /^(\[[0-9a-f:]+\]|[^\s:/]+):\d{1,5}$/i;
const address = v.pipe(v.string(), v.regex(ADDRESS, 'must be host:port'));

/** Everything that a node can be told; flags, environment and file all end here. */
export const configurationSchema = v.strictObject({
  /** Where clients and peers reach this node; port 0 takes any. */
  listen: v.optional(address, '127.0.0.1:5001'),
  /** Where others are told to reach it, if not where it listens. */
  advertise: v.optional(address),
  /** Folder of its log and identity; not given: nothing outlives the process. */
  data: v.optional(v.pipe(v.string(), v.minLength(1))),
  storage: v.optional(v.picklist(['lmdb', 'json', 'memory'])),
  /** Nodes of the cluster to enter. */
  join: v.optional(v.array(address), []),
  cluster: v.optional(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/, 'must be letters, digits, . _ or -')), 'orrery'),
  /** Copies of each key; the whole cluster has the number that its first node began with. */
  replicas: v.optional(whole(1, 7)),
  /** Identity at the first start, if it is not to be drawn: never one that was used before. */
  node: v.optional(whole(1, 0x7fff_ffff)),
  token: v.optional(v.pipe(v.string(), v.minLength(1))),
  /** Allows other addresses than loopback without a token. */
  insecure: v.optional(v.boolean(), false),
  /** Bytes of the largest value, as JSON. */
  maxValueBytes: v.optional(whole(1, 64 * 1024 * 1024), 1024 * 1024),
  logLevel: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
});

export type Configuration = v.InferOutput<typeof configurationSchema>;
export type ConfigurationInput = v.InferInput<typeof configurationSchema>;

/** Host and port of `host:port`; brackets around the host are for IPv6. */
export function splitAddress(text: string): { readonly host: string; readonly port: number } {
  const colon = text.lastIndexOf(':');
  return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
}

/** Reachable from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
