import { must } from '../../lib/assert.ts';
import { outcomeCode } from '../history/history.ts';
import { isPure } from '../history/verb-effect.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { witnessOf } from '../witness.ts';
import type { KeyHistory } from './key-history.ts';
import { callOf, impossibleRead, returnOf } from './key-history.ts';
import type { OrderEdge } from './version-order.ts';
import { findCycle } from './version-order.ts';

/** What a process is promised about its own operations, one after the other. */
export interface SessionPromise {
  /** Never a value older than one that it has read. */
  readonly monotonicReads: boolean;
  /** Never a value older than one that it has written. */
  readonly readYourWrites: boolean;
  /**
   * `once`: a write has one place among all others. `until-acknowledged`: a coordinator may repeat it above a rival, so
   * that before it is acknowledged its value may show, go and show again; only reads begun after that count.
   */
  readonly writesShow: 'once' | 'until-acknowledged';
}

/**
 * Is there one order of all writes, keeping the order of those that did not overlap, along which no process goes
 * backwards? Terry et al., Session guarantees for weakly consistent replicated data, PDIS 1994, for one key.
 */
export function checkSession(of: KeyHistory, promise: SessionPromise): Verdict<HistoryWitness> {
  const nowhere = impossibleRead(of);
  if (nowhere !== undefined)
    return broken(witnessOf(of.history, 'a read of a value that nobody had begun to write', [nowhere]));
  const cycle = findCycle(of, sessionEdges(of, promise));
  if (cycle === undefined) return holds;
  return broken(witnessOf(of.history, 'no order of the writes lets every process go only forwards', cycle));
}

interface Seen {
  readonly write: number;
  /** The operation by which the process knows of it. */
  readonly by: number;
}

/**
 * From what a process knew last to what it reads next. What it reads says nothing about where its next write goes:
 * that would be a third promise.
 */
function sessionEdges(of: KeyHistory, promise: SessionPromise): readonly OrderEdge[] {
  const { process, verb, outcome } = of.history;
  const edges: OrderEdge[] = [];
  const lastRead = new Map<number, Seen>();
  const lastWrite = new Map<number, Seen>();
  for (const id of of.ids) {
    const who = must(process[id], 'process');
    if (outcome[id] !== outcomeCode.ok) continue;
    if (!isPure(verb[id] ?? 0)) {
      lastWrite.set(who, { write: id, by: id });
      continue;
    }
    const writer = must(of.writerOf.get(id), 'write of a possible read');
    if (promise.writesShow === 'until-acknowledged' && returnOf(of, writer) > callOf(of, id)) continue;
    if (promise.monotonicReads) addEdge(edges, lastRead.get(who), writer, id);
    if (promise.readYourWrites) addEdge(edges, lastWrite.get(who), writer, id);
    lastRead.set(who, { write: writer, by: id });
  }
  return edges;
}

function addEdge(edges: OrderEdge[], before: Seen | undefined, write: number, by: number): void {
  if (before === undefined || before.write === write) return;
  edges.push({ from: before.write, to: write, because: [before.by, by] });
}
