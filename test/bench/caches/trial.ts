import { TraceBook } from '../../../src/check/trace/book.ts';
import { measureStaleness } from '../../../src/check/trace/staleness.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { ticks } from '../../../src/core/time.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { TraceEvent } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import { drill } from '../../explore/drills.ts';

export const LOADS = ['zipf', 'sequential', 'mixed'] as const;

/** What one load came to under one coherence and one way of prefetching. */
export interface Trial {
  readonly reads: number;
  /** Shares of one. */
  readonly hits: number;
  readonly stale: number;
  /** Ticks by which the oldest answer was outdated. */
  readonly oldest: number;
  readonly messagesPerWrite: number;
  readonly messagesPerRead: number;
  /** Copies fetched ahead that nobody wanted, of those fetched ahead; undefined where none was. */
  readonly useless: number | undefined;
  /** Means. */
  readonly readTicks: number;
  readonly writeTicks: number;
}

type Coherence = Settings['cacheCoherence'];
type Prefetch = Settings['cachePrefetch'];

const OF_WRITES = ['replicate', 'replicated', 'revoke', 'revoked'];
const OF_READS = ['borrow', 'lent', 'fetch', 'fetched', 'store', 'stored', 'hot-keys-wanted', 'hot-keys'];

/** Five hosts, a client at each, one packet in a hundred lost; one host starts again half-way. */
export function trial(load: (typeof LOADS)[number], coherence: Coherence, prefetch: Prefetch): Trial {
  const book = new TraceBook();
  const tally = new Tally();
  simulate(
    scenarioOf(load, coherence, prefetch),
    new Recorder({
      onRareEvent: (event) => book.add(event),
      onEvent: (event) => tally.add(event),
    }),
  );
  const { reads, stale } = measureStaleness(book);
  const spans = { read: [] as number[], put: [] as number[] };
  let hits = 0;
  for (const { requested, replied, decided } of book.asked.values()) {
    const [question] = requested;
    const [answer] = replied;
    if (question === undefined || answer === undefined) continue;
    const { kind } = question.event.operation;
    if (kind === 'read' || kind === 'put') spans[kind].push(answer.event.tick - question.event.tick);
    if (decided.some(({ note }) => note.cached === true)) hits += 1;
  }
  return {
    ...{ reads, hits: hits / reads, stale: stale.length / reads },
    oldest: stale.reduce((most, { age }) => Math.max(most, age), 0),
    messagesPerWrite: tally.ofWrites / spans.put.length,
    messagesPerRead: tally.ofReads / reads,
    useless: tally.prefetched === 0 ? undefined : 1 - tally.useful / tally.prefetched,
    ...{ readTicks: mean(spans.read), writeTicks: mean(spans.put) },
  };
}

/** Counts messages, and copies that were fetched ahead. */
class Tally {
  ofWrites = 0;
  ofReads = 0;
  prefetched = 0;
  useful = 0;
  /** Fetched ahead, and not wanted yet: node and key. */
  readonly #unused = new Set<string>();

  add(event: TraceEvent): void {
    if (event.kind === 'sent') {
      const { kind } = event.message;
      if (OF_WRITES.includes(kind)) this.ofWrites += 1;
      if (OF_READS.includes(kind)) this.ofReads += 1;
    }
    if (event.kind !== 'noted') return;
    const { node, note } = event;
    if (note.kind === 'copy-kept' && note.prefetched) {
      this.prefetched += 1;
      this.#unused.add(`${node} ${note.key}`);
    }
    if (
      note.kind === 'operation-decided' &&
      note.cached === true &&
      this.#unused.delete(`${node} ${note.key}`)
    )
      this.useful += 1;
  }
}

function scenarioOf(load: (typeof LOADS)[number], coherence: Coherence, prefetch: Prefetch): Scenario {
  const scenario = drill({
    hosts: 5,
    latency: { kind: 'uniform', min: 1, max: 9 },
    settings: {
      ...{ cacheCoherence: coherence, cachePrefetch: prefetch, cacheEntries: 32, prefetchDepth: 4 },
      ...{ cacheTtlTicks: ticks(100), removeAfterTicks: ticks(100_000) },
    },
    deeds: [
      {
        kind: 'install-fault',
        at: 0,
        fault: 1,
        of: { kind: 'loss', links: {}, ratio: { numerator: 1, denominator: 100 } },
      },
      { kind: 'crash', at: 1_500, hosts: { kind: 'numbers', numbers: [2] } },
      { kind: 'restart', at: 1_520, hosts: { kind: 'numbers', numbers: [2] }, disk: { kind: 'kept' } },
    ],
    end: 3_000,
  });
  return {
    ...scenario,
    workload: {
      ...{ kind: load, clients: 5, keys: 64, operations: 1_500, reads: { numerator: 9, denominator: 10 } },
      ...{ startTick: 300, loop: { kind: 'closed', thinkTicks: 3 }, timeoutTicks: 300, retries: 0 },
      ...{ coordinator: 'one', singleWriter: false, level: 'quorum' },
    },
  };
}

function mean(of: readonly number[]): number {
  return of.reduce((sum, one) => sum + one, 0) / of.length;
}
