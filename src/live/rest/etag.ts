import { hash } from 'node:crypto';

/** Names what a key holds: the same for the same value, whoever wrote it, so that repairs do not change it. */
export function etagOf(value: string): string {
  return `"${hash('sha1', value, 'base64').slice(0, 22)}"`;
}

/** Whether an If-Match or If-None-Match header names this value, null being nothing. */
export function matches(header: string, value: string | null): boolean {
  if (header.trim() === '*') return value !== null;
  if (value === null) return false;
  const etag = etagOf(value);
  return header.split(',').some((one) => one.trim() === etag);
}
