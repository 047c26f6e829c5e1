import type { Key } from '../../core/ids.ts';
import { key as keyNamed } from '../../core/ids.ts';
import type { Operation } from '../../core/operation.ts';
import { ticks } from '../../core/time.ts';
import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import { threshold } from '../../lib/ratio.ts';
import type { WorkloadPlan } from '../../scenario/workload.ts';
import type { Acquaintance } from './acquaintance.ts';

/** What the draws of one operation are for: its coordinates in the workload's stream. */
const KEY = 0;
const HOT = 1;
const READ = 2;
const VERB = 3;
const LASTING = 4;

/** Nine of ten operations of `hot-key` go to the first key. */
const HALF = 0x8000_0000;
const HOT_SHARE = threshold({ numerator: 9, denominator: 10 });
/** Turns of `mixed` that are alike. */
const STRIDE = 8;
/** Small enough that the weights of 65 536 keys stay below 2^21, where `scale` is exact. */
const ZIPF_UNIT = 0x1_0000;

/**
 * What a client asks for in its `nth` turn: one verb, and neighbouring keys where it asks for several. A function of seed,
 * client and number, and for a compare-and-set of what the client knows. Every write has a value of its own, unless it
 * counts.
 */
export function drawOperations(
  plan: WorkloadPlan,
  stream: Stream,
  client: number,
  nth: number,
  knows: Acquaintance,
): readonly Operation[] {
  const operations: Operation[] = [];
  for (let place = 0; place < (plan.batch ?? 1); place += 1) {
    const operation = drawOperation(plan, stream, client, nth, place, knows);
    operations.push(plan.level === undefined ? operation : { level: plan.level, ...operation });
  }
  return operations;
}

function drawOperation(
  plan: WorkloadPlan,
  stream: Stream,
  client: number,
  nth: number,
  place: number,
  knows: Acquaintance,
): Operation {
  if (plan.kind === 'counters' && knows.latest !== undefined) return increment(knows.latest, knows);
  const thrown = (purpose: number) => draw(stream, client, nth, purpose, 0);
  const lasting = plan.ttl !== undefined && thrown(LASTING) < HALF ? { ttl: ticks(plan.ttl) } : {};
  const value = place === 0 ? `c${client}.${nth}` : `c${client}.${nth}.${place}`;
  const walks = plan.kind === 'sequential' || (plan.kind === 'mixed' && nth % (2 * STRIDE) >= STRIDE);
  const first = walks ? nthOfWalk(plan, client, nth) : drawKey(plan, thrown);
  const index = (first + place) % plan.keys;
  const reads = thrown(READ) < threshold(plan.reads);
  const own = plan.singleWriter && !reads ? ownKey(plan, client, index) : index;
  const key = keyNamed(`k${own ?? index}`);
  if (reads || own === undefined || plan.kind === 'counters') return { kind: 'read', key };
  const verb = scale(thrown(VERB), 6);
  switch (plan.kind) {
    case 'crud':
      if (verb < 2) return { kind: 'create', key, value, ...lasting };
      return verb < 4 ? { kind: 'update', key, value, ...lasting } : { kind: 'delete', key };
    case 'churn':
      return verb < 3 ? { kind: 'create', key, value, ...lasting } : { kind: 'delete', key };
    case 'cas': {
      const expected = knows.valueOf(key) ?? null;
      return verb < 2 ? { kind: 'put', key, value } : { kind: 'cas', key, expected, value };
    }
    case 'registers':
    case 'hot-key':
    case 'zipf':
    case 'sequential':
    case 'mixed':
      return { kind: 'put', key, value, ...lasting };
  }
}

/** One more than what was read. */
function increment(key: Key, knows: Acquaintance): Operation {
  const expected = knows.valueOf(key) ?? null;
  return { kind: 'cas', key, expected, value: `${Number(expected ?? '0') + 1}` };
}

function drawKey(plan: WorkloadPlan, thrown: (purpose: number) => number): number {
  if (plan.kind === 'hot-key' && thrown(HOT) < HOT_SHARE) return 0;
  if (plan.kind === 'zipf' || plan.kind === 'mixed') return drawZipf(thrown(KEY), plan.keys);
  return scale(thrown(KEY), plan.keys);
}

/** Clients begin at places of their own. */
function nthOfWalk({ keys, clients }: WorkloadPlan, client: number, nth: number): number {
  return (Math.floor((keys * ((client - 1) % clients)) / clients) + nth) % keys;
}

/** Key i with a weight of 1 / (i + 1), in whole units. Zipf's law with exponent 1. */
function drawZipf(drawn: number, keys: number): number {
  let total = 0;
  for (let i = 0; i < keys; i += 1) total += Math.floor(ZIPF_UNIT / (i + 1));
  let left = scale(drawn, total);
  for (let i = 0; i < keys; i += 1) {
    left -= Math.floor(ZIPF_UNIT / (i + 1));
    if (left < 0) return i;
  }
  return keys - 1;
}

/** The key nearest to `index` that this client may write; undefined where it may write none. */
function ownKey(plan: WorkloadPlan, client: number, index: number): number | undefined {
  const first = (client - 1) % plan.clients;
  if (first >= plan.keys) return undefined;
  const owned = Math.floor((plan.keys - 1 - first) / plan.clients) + 1;
  return first + plan.clients * (Math.floor(index / plan.clients) % owned);
}
