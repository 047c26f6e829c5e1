import type { Version } from '../core/version.ts';

export function plainVersion(version: Version | undefined): object | null {
  if (version === undefined) return null;
  const { counter, writer, incarnation, expired } = version;
  return { counter, writer, incarnation, expired };
}

/** Left out of the line where there is none. */
export function plainIfAny(version: Version | undefined): object | undefined {
  return plainVersion(version) ?? undefined;
}
