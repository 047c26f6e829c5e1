import type { Key } from '../ids.ts';
import type { Offered } from '../message.ts';
import type { Version } from '../version.ts';

/** Those of the keys that have such a version. */
export function named(
  keys: readonly Key[],
  versionOf: (key: Key) => Version | undefined,
): readonly Offered[] {
  return keys.flatMap((key) => {
    const version = versionOf(key);
    return version === undefined ? [] : [{ key, version }];
  });
}
