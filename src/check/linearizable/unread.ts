import { OPEN } from '../history/history.ts';
import { verbCode } from '../history/verb.ts';
import { isBlind } from '../history/verb-effect.ts';
import { Numbering } from './numbering.ts';
import type { SubHistory } from './sub-history.ts';
import { select } from './sub-history.ts';

/**
 * By position: 1 for a write of a value that no operation observes, nor its being there. All 0 where an operation depends
 * on there being any value at all.
 */
export function unreadWrites(sub: SubHistory): Uint8Array {
  const { history, ids } = sub;
  const { verb, observed, written } = history;
  const unread = new Uint8Array(ids.length);
  const seen = new Numbering(ids.length + 1);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    const code = verb[id] ?? 0;
    if (code > verbCode.put) return unread;
    if (!isBlind(code)) seen.of(observed[id] ?? 0);
  }
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] ?? 0;
    if (isBlind(verb[id] ?? 0) && !seen.has(written[id] ?? 0)) unread[i] = 1;
  }
  return unread;
}

/** Without the unread writes that are open: in any linearization each could as well be left out. */
export function withoutUnread(sub: SubHistory): SubHistory {
  if (!sub.returns.includes(OPEN)) return sub;
  const unread = unreadWrites(sub);
  return select(sub, (i, end) => end !== OPEN || unread[i] === 0);
}
