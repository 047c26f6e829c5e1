import type { Settings } from '../../../src/core/settings.ts';
import type { Trial } from './trial.ts';
import { LOADS, trial } from './trial.ts';

const COHERENCE: readonly Settings['cacheCoherence'][] = ['ttl', 'validate', 'invalidate', 'update', 'lease'];
const PREFETCH: readonly Settings['cachePrefetch'][] = [
  ...(['none', 'sequential', 'refresh-ahead', 'successors', 'warm-start'] as const),
];

/** One figure of a trial as it stands in the table. */
const COLUMNS: readonly { readonly head: string; readonly of: (trial: Trial) => string }[] = [
  { head: 'hits, %', of: ({ hits }) => percent(hits) },
  { head: 'stale reads, % (oldest, ticks)', of: ({ stale, oldest }) => `${percent(stale)} (${oldest})` },
  { head: 'messages a write', of: ({ messagesPerWrite }) => messagesPerWrite.toFixed(1) },
  { head: 'messages a read', of: ({ messagesPerRead }) => messagesPerRead.toFixed(1) },
  { head: 'useless prefetches, %', of: ({ useless }) => (useless === undefined ? '–' : percent(useless)) },
  { head: 'a read, ticks', of: ({ readTicks }) => readTicks.toFixed(1) },
  { head: 'a write, ticks', of: ({ writeTicks }) => writeTicks.toFixed(1) },
];

const pairs = [
  ['off', 'none'] as const,
  ...COHERENCE.flatMap((coherence) =>
    PREFETCH.filter((prefetch) => coherence !== 'validate' || prefetch === 'none').map(
      (prefetch) => [coherence, prefetch] as const,
    ),
  ),
];
const heads = ['coherence', 'prefetching', ...COLUMNS.map(({ head }) => head)];
process.stdout.write(`Each cell: ${LOADS.join(' / ')}.\n\n| ${heads.join(' | ')} |\n`);
process.stdout.write(`|${' --- |'.repeat(heads.length)}\n`);
for (const [coherence, prefetch] of pairs) {
  const trials = LOADS.map((load) => trial(load, coherence, prefetch));
  const cells = COLUMNS.map(({ of }) => trials.map(of).join(' / '));
  process.stdout.write(`| ${[coherence, prefetch, ...cells].join(' | ')} |\n`);
}

function percent(share: number): string {
  return (100 * share).toFixed(0);
}
