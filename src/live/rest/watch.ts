import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { formatVersion } from '../../core/version.ts';
import type { WatchEvent } from '../../core/watch/watch-event.ts';
import type { Watchers } from '../runtime/watchers.ts';
import { etagOf } from './etag.ts';
import { checkedKey, Parameters } from './parameters.ts';
import { positionText, readPosition } from './position.ts';
import { badRequest, Problem } from './problem.ts';

/** Says that the connection lives; whoever is gone is found out by it. Unit: milliseconds. */
const BEAT_MS = 15_000;

/**
 * `GET /watch?key=k` and `?prefix=p`: changes as server-sent events (WHATWG HTML, §9.2). `changed` tells the newest
 * version of a key; the id of `reached` is where whoever comes back with it, at any node, goes on.
 * @throws Problem
 */
export function handleWatch(
  watchers: Watchers,
  response: ServerResponse,
  query: string,
  headers: IncomingHttpHeaders,
): void {
  const parameters = new Parameters(query, ['key', 'prefix', 'after']);
  const last = headers['last-event-id'];
  const after = parameters.position ?? (typeof last === 'string' && last !== '' ? last : undefined);
  const wanted = {
    selection: selectionOf(parameters),
    ...(after === undefined ? {} : { after: readPosition(after, Date.now()) }),
  };
  if (!watchers.hasRoom)
    throw new Problem(503, 'Not now', 'this node can take no watch more, or none yet: ask another one');
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.flushHeaders();
  const watcher = watchers.open(wanted, {
    tell: (event) => response.write(textOf(event)),
    end: () => response.end(),
  });
  const beat = setInterval(() => response.writableNeedDrain || response.write(':\n\n'), BEAT_MS);
  response.on('drain', () => watcher.goOn());
  response.once('close', () => {
    clearInterval(beat);
    watcher.close();
  });
}

function selectionOf(parameters: Parameters) {
  const { keys, prefix } = parameters;
  const [key] = keys;
  if (key === undefined) return { prefix };
  if (keys.length > 1 || prefix !== '')
    throw badRequest('name one key, or a prefix: several keys take several watches');
  return { prefix: checkedKey(key), exactly: true } as const;
}

function textOf(event: WatchEvent): string {
  if (event.kind === 'reached')
    return `event: reached\nid: ${positionText(event.position, Date.now())}\ndata: {}\n\n`;
  const { key, value, version } = event;
  const named = version === undefined ? '' : `,"version":"${formatVersion(version)}"`;
  const held = value === null ? '"deleted":true' : `"value":${value},"etag":${JSON.stringify(etagOf(value))}`;
  return `event: changed\ndata: {"key":${JSON.stringify(key)},${held}${named}}\n\n`;
}
