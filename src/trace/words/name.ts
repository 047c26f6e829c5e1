import type { NodeId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';

const LONGEST = 40;

/** `n3`: a node as people say it. */
export function nodeName(node: NodeId | number): string {
  return `n${node}`;
}

/** `k1 = 'red'`, with a value as long as a line can bear; a tombstone is `no value`. */
export function valueName(value: string | null): string {
  if (value === null) return 'no value';
  const text = printable(value);
  return text.length <= LONGEST ? `'${text}'` : `'${text.slice(0, LONGEST)}…'`;
}

/** A key as long as a line can bear. */
export function keyName(key: string): string {
  const text = printable(key);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}

/** Counter, writer and incarnation: `640@n4.1`; a plus for the end of what expires. */
export function versionName({ counter, writer, incarnation, expired }: Version): string {
  return `${counter}@${nodeName(writer)}.${incarnation}${expired === true ? '+' : ''}`;
}

/** What a terminal would obey rather than show becomes its picture: control characters and changes of direction. */
function printable(text: string): string {
  let shown = '';
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const obeyed = code < 0x20 || (code >= 0x7f && code < 0xa0) || isDirection(code);
    shown += obeyed ? '�' : letter;
  }
  return shown;
}

function isDirection(code: number): boolean {
  return (
    (code >= 0x200e && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069)
  );
}
