import { must } from '../../lib/assert.ts';
import { OPEN } from '../history/history.ts';
import type { KeyHistory } from './key-history.ts';
import { callOf, INITIAL, returnOf } from './key-history.ts';

/** In the order of versions the write `from` comes before the write `to`, because of these operations. */
export interface OrderEdge {
  readonly from: number;
  readonly to: number;
  readonly because: readonly number[];
}

/**
 * Operations that leave no order of the writes that has all `edges` and keeps writes apart that did not overlap;
 * `undefined` when there is one. The shortest circle through one of the first edges that lie on any.
 */
export function findCycle(of: KeyHistory, edges: readonly OrderEdge[]): readonly number[] | undefined {
  const graph = new VersionGraph(of, edges);
  const onCycle = graph.unordered();
  if (onCycle.size === 0) return undefined;
  let best: readonly number[] | undefined;
  for (const edge of edges
    .filter(({ from, to }) => onCycle.has(from) && onCycle.has(to))
    .slice(0, MAX_TRIED)) {
    const path = graph.path(edge.to, edge.from);
    if (path === undefined) continue;
    const ids = new Set([...path, edge.from, edge.to, ...edge.because]);
    ids.delete(INITIAL);
    if (best === undefined || ids.size < best.length) best = [...ids].sort((a, b) => a - b);
  }
  return must(best, 'a circle among writes that have no order');
}

const MAX_TRIED = 64;

/**
 * Writes and, so that real time costs no square of edges, one moment for each of their returns: a write leads to the
 * moment of its return, a moment to the next one, and the last moment before a call to the write called.
 * Moments are numbered from -2 downwards.
 */
class VersionGraph {
  readonly #next = new Map<number, number[]>();
  readonly #because = new Map<string, readonly number[]>();

  constructor(of: KeyHistory, edges: readonly OrderEdge[]) {
    const ended = [INITIAL, ...of.writes.filter((write) => returnOf(of, write) !== OPEN)];
    ended.sort((a, b) => returnOf(of, a) - returnOf(of, b));
    for (const [i, write] of ended.entries()) {
      this.#add(write, moment(i));
      if (i > 0) this.#add(moment(i - 1), moment(i));
    }
    let i = 0;
    for (const write of of.writes) {
      for (
        let after = ended[i + 1];
        after !== undefined && returnOf(of, after) < callOf(of, write);
        after = ended[i + 1]
      )
        i++;
      this.#add(moment(i), write);
    }
    for (const { from, to, because } of edges) {
      this.#add(from, to);
      this.#because.set(`${from} ${to}`, because);
    }
  }

  /** What is left when everything that nothing is before has been taken away, again and again. */
  unordered(): ReadonlySet<number> {
    const left = new Set(this.#next.keys());
    const before = new Map<number, number>();
    for (const to of [...this.#next.values()].flat()) {
      left.add(to);
      before.set(to, (before.get(to) ?? 0) + 1);
    }
    const free = [...left].filter((node) => !before.has(node));
    for (let node = free.pop(); node !== undefined; node = free.pop()) {
      left.delete(node);
      for (const to of this.#next.get(node) ?? []) {
        const rest = must(before.get(to), 'edges into a node') - 1;
        before.set(to, rest);
        if (rest === 0) free.push(to);
      }
    }
    return left;
  }

  /** The operations on a shortest way, moments left out, those that gave its edges put in. */
  path(from: number, to: number): readonly number[] | undefined {
    const cameFrom = new Map<number, number>([[from, from]]);
    const queue = [from];
    for (const node of queue) {
      if (node === to) break;
      for (const next of this.#next.get(node) ?? []) {
        if (cameFrom.has(next)) continue;
        cameFrom.set(next, node);
        queue.push(next);
      }
    }
    if (!cameFrom.has(to)) return undefined;
    const ids: number[] = [];
    for (let node = to; node !== from; node = must(cameFrom.get(node), 'way back')) {
      if (node >= 0) ids.push(node);
      ids.push(...(this.#because.get(`${cameFrom.get(node)} ${node}`) ?? []));
    }
    return ids;
  }

  #add(from: number, to: number): void {
    const known = this.#next.get(from);
    if (known === undefined) this.#next.set(from, [to]);
    else known.push(to);
  }
}

function moment(i: number): number {
  return -2 - i;
}
