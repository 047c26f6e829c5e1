import { badUsage } from '../user-error.ts';

const ALLOWED =
  'allowed: redis://host:6379, or rediss:// for TLS; user:password@ before the host, /number of a database after it';

/** Where Redis is. @throws UserError where it is no such place */
export function parseQueueUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw badUsage(`--queue is '${withoutPassword(text)}'; ${ALLOWED}`);
  if (!/^(\/\d*)?$/.test(url.pathname))
    throw badUsage(`--queue names database '${url.pathname}'; ${ALLOWED}`);
  return text;
}

/** For people to see. */
export function withoutPassword(url: string): string {
  return url.replace(/:[^:/@]+@/, ':***@');
}
