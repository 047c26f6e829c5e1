import type { Level, Operation } from '../operation.ts';
import type { Settings } from '../settings.ts';

/** How an operation is carried out. */
export type Way = 'single' | 'quorum' | 'atomic' | 'register';

/**
 * What its level means for an operation. A level is a promise, not a mechanism: below `cas` a conditional operation of
 * level `linearizable` needs consensus too, since registers that are only read and written cannot decide between two
 * rivals (Herlihy, Wait-free synchronization, TOPLAS 1991), and a compare-and-set is never less than exact.
 */
export function wayOf(operation: Operation, settings: Settings): Way {
  const level: Level = operation.level ?? settings.level;
  const { kind } = operation;
  if (kind === 'cas' || level === 'cas') return 'register';
  if (level === 'linearizable') return kind === 'read' || kind === 'put' ? 'atomic' : 'register';
  return level === 'one' && kind === 'read' ? 'single' : 'quorum';
}

/** How many replicas of a key must succeed. */
export type Demand = 'one' | 'quorum' | 'majority';

/** What an operation of the level `one` or `quorum` waits for. */
export function demandOf(operation: Operation, settings: Settings): Demand {
  return (operation.level ?? settings.level) === 'one' ? 'one' : 'quorum';
}
