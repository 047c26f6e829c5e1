import type { Message } from '../../../src/core/message.ts';

/**
 * Bytes of a message in a compact encoding: whole numbers seven bits to a byte, hashes of 32 bits four bytes, texts in
 * UTF-8 behind their length, lists behind theirs, and two bytes that say what it is and how long. Names of fields cost
 * nothing: sender and receiver know them.
 */
export function bytesOf(message: Message): number {
  const { kind: _, ...fields } = message;
  return 2 + sizeOf(fields);
}

function sizeOf(value: unknown, name = ''): number {
  if (value === null || value === undefined || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return isHash(name) ? 4 : varint(value);
  if (typeof value === 'string') return prefixed(Buffer.byteLength(value));
  if (Array.isArray(value))
    return value.reduce((sum: number, item) => sum + sizeOf(item), varint(value.length));
  return Object.entries(value).reduce((sum, [field, inner]) => sum + sizeOf(inner, field), 0);
}

function isHash(name: string): boolean {
  return name === 'high' || name === 'low' || name === 'ring';
}

function prefixed(bytes: number): number {
  return varint(bytes) + bytes;
}

/** Bytes of a whole number, seven bits to each. */
function varint(value: number): number {
  let bytes = 1;
  for (let left = Math.abs(value); left >= 128; left = Math.floor(left / 128)) bytes += 1;
  return bytes;
}
