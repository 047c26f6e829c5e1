import type { HeartbeatList } from '../../src/core/membership/heartbeat-list.ts';
import { absorb, hashText } from '../../src/lib/mix.ts';

/**
 * Freezes a value with everything in it. Typed arrays cannot be frozen while they hold something: `hashArrays` before
 * and after shows whether somebody wrote into them.
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) freezeDeep<unknown>(part);
  return value;
}

/** A hash of the contents of all typed arrays inside a value. */
export function hashArrays(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (value instanceof Int32Array) return value.reduce(absorb, value.length);
  // Of a block that many lists share, only this list's part must stay as it is.
  if ('start' in value && 'words' in value && 'roll' in value) {
    const { words, start, roll } = value as HeartbeatList;
    return hashArrays(words.slice(start, start + 2 * roll.ids.length));
  }
  return Object.entries(value).reduce((h, [name, part]) => absorb(hashText(name, h), hashArrays(part)), 1);
}
