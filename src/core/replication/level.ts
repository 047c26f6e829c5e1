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

/** Durable copies that a write of the level `one` or `quorum` waits for. */
export function copiesWanted(operation: Operation, settings: Settings): number {
  return (operation.level ?? settings.level) === 'one' ? 1 : settings.quorum;
}

/** Of all replicas that a key should have, not of those that are there: any two majorities meet. */
export function majorityOf({ replicas, quorum }: Settings): number {
  return Math.max(quorum, Math.floor(replicas / 2) + 1);
}
