import { costs } from '../core/replication/costs.ts';
import type { Figure } from './measure.ts';

/** What each level costs on a quiet network of three replicas; the simulated one, so these never vary. */
export function benchLevels(): readonly Figure[] {
  return costs().flatMap(({ level, verb, ticks, messages }) => [
    { what: `${verb} at level ${level}: one tick a message, two for the disk`, value: ticks, unit: 'ticks' },
    { what: `${verb} at level ${level}: messages between nodes`, value: messages, unit: '' },
  ]);
}
