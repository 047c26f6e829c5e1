import type { Version } from '../../core/version.ts';

/** < 0 when `a` is older, > 0 when newer, 0 only for the very same write. The checkers' own: they run none of the core's code. */
export function orderOfVersions(a: Version, b: Version): number {
  return (
    a.counter - b.counter ||
    a.writer - b.writer ||
    a.incarnation - b.incarnation ||
    Number(a.expired === true) - Number(b.expired === true)
  );
}

/** `12@n3.1`: counter, writer and the writer's incarnation, and a plus for the end of what expires. Equal texts, equal versions. */
export function versionText({ counter, writer, incarnation, expired }: Version): string {
  return `${counter}@n${writer}.${incarnation}${expired === true ? '+' : ''}`;
}
