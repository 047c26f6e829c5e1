import type { NodeId } from './ids.ts';

/**
 * Totally ordered name of one write of one key. The writer is a coordinator's identity and incarnation, and a
 * coordinator never issues a counter twice: no two writes of a key share a version. The end of a write that expires is named after
 * it: newer than that write, and older than every other that is newer, so that it ends nothing else.
 */
export interface Version {
  readonly counter: number;
  readonly writer: NodeId;
  readonly incarnation: number;
  readonly expired?: true;
}

/** < 0 when `a` is older, > 0 when newer, 0 only for the very same write. */
export function compareVersion(a: Version, b: Version): number {
  return (
    a.counter - b.counter ||
    a.writer - b.writer ||
    a.incarnation - b.incarnation ||
    Number(a.expired === true) - Number(b.expired === true)
  );
}

export function formatVersion(version: Version): string {
  return `${version.counter}@${version.writer}.${version.incarnation}${version.expired === true ? '+' : ''}`;
}
