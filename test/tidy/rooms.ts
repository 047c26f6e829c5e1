/** What one room of `src/` may know. The page in each room's README says why. */
export type Room = {
  /** Rooms whose code it may run. `lib` is open to every room. */
  readonly uses: readonly string[];
  /** Rooms of which it may only name types. */
  readonly names: readonly string[];
  /** Packages, and `node:` for the built-ins; `@scope/` admits the whole scope. */
  readonly touches: readonly string[];
};

/** Rooms that behave alike on every machine and in a browser: no clock, chance, locale, I/O or promise. */
export const PURE_ROOMS = ['lib', 'core', 'trace', 'scenario', 'sim', 'check', 'explore'] as const;

const SERVERS = [
  'hono',
  '@hono/',
  'fastify',
  '@fastify/',
  '@grpc/',
  'socket.io',
  'lmdb',
  'lru-cache',
  'pino',
  'prom-client',
  '@opentelemetry/',
  'hdr-histogram-js',
  'valibot',
  'yaml',
];

/** In the order of knowledge: an arrow never points to a room further down. */
export const ROOMS: Readonly<Record<string, Room>> = {
  lib: { uses: [], names: [], touches: ['seedrandom'] },
  core: { uses: [], names: [], touches: [] },
  trace: { uses: [], names: ['core'], touches: [] },
  scenario: { uses: [], names: ['core'], touches: ['yaml', 'valibot'] },
  sim: { uses: ['core', 'trace'], names: ['scenario'], touches: [] },
  check: { uses: [], names: ['core', 'trace'], touches: [] },
  explore: { uses: ['core', 'trace', 'scenario', 'sim', 'check'], names: [], touches: [] },
  sweep: {
    uses: ['core', 'trace', 'scenario', 'sim', 'check', 'explore'],
    names: [],
    touches: ['node:', 'bullmq', 'ioredis'],
  },
  report: { uses: ['trace', 'check'], names: ['explore', 'sweep'], touches: [] },
  live: { uses: ['core', 'trace'], names: [], touches: ['node:', ...SERVERS] },
  client: { uses: [], names: ['core'], touches: ['node:', 'undici', '@grpc/'] },
  torture: {
    uses: ['core', 'trace', 'scenario', 'sim', 'client'],
    names: [],
    touches: ['node:'],
  },
  dashboard: {
    uses: ['core', 'trace', 'scenario', 'sim', 'check', 'explore'],
    names: ['sweep', 'report', 'live', 'client', 'torture'],
    touches: ['vue', 'vite', '@vitejs/', 'uplot', 'socket.io-client'],
  },
  cli: {
    uses: [
      ...['core', 'trace', 'scenario', 'sim', 'check', 'explore'],
      ...['sweep', 'report', 'live', 'client', 'torture'],
    ],
    names: [],
    touches: ['node:', 'yargs', 'chalk', 'cli-table3', 'yaml', 'valibot', 'esbuild'],
  },
};
