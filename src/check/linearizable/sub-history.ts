import type { History } from '../history/history.ts';
import { OPEN, outcomeCode } from '../history/history.ts';
import { isPure } from '../history/verb-effect.ts';

/**
 * Some operations of a history, in order of their calls, without those that assert nothing: failed ones and reads
 * nobody had an answer from. `returns` is `OPEN` for an operation that need not have happened.
 */
export interface SubHistory {
  readonly history: History;
  readonly ids: Int32Array;
  readonly returns: Int32Array;
}

export function takeJudged(history: History, ids: Int32Array): SubHistory {
  const judged = new Int32Array(ids.length);
  const returns = new Int32Array(ids.length);
  let count = 0;
  for (const id of ids) {
    const outcome = history.outcome[id];
    if (outcome === outcomeCode.failed) continue;
    if (outcome === outcomeCode.unknown && isPure(history.verb[id] ?? 0)) continue;
    judged[count] = id;
    returns[count++] = history.return[id] ?? OPEN;
  }
  if (count === ids.length) return { history, ids: judged, returns };
  return { history, ids: judged.slice(0, count), returns: returns.slice(0, count) };
}

/**
 * The sub-history as it was known at event `at`: what was called later is not there, what returned later is open.
 * If the part cannot be linearized, nor can the whole.
 */
export function untilEvent(sub: SubHistory, at: number): SubHistory {
  const { history, ids, returns } = sub;
  return select(
    { history, ids, returns: returns.map((end) => (end <= at ? end : OPEN)) },
    (i, end) =>
      (history.call[ids[i] ?? 0] ?? 0) <= at && !(end === OPEN && isPure(history.verb[ids[i] ?? 0] ?? 0)),
  );
}

/** The operations whose position satisfies `keep`. */
export function select(sub: SubHistory, keep: (position: number, end: number) => boolean): SubHistory {
  const { history, ids, returns } = sub;
  return {
    history,
    ids: ids.filter((_, i) => keep(i, returns[i] ?? OPEN)),
    returns: returns.filter((end, i) => keep(i, end)),
  };
}
