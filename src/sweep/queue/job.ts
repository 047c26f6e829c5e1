import type { Batch, BatchResult } from '../batch.ts';
import { sizeOf } from '../seed-range.ts';

/** A piece of a batch that is done, and how long its runs took. Unit: milliseconds. */
export type Piece = readonly [result: BatchResult, millis: number];

/** What a worker's connection is called, so that a sweep can count processes. */
export function nameOfWorker(host: string, pid: number, processes: number): string {
  return `${host.replaceAll(/[^\w.-]/g, '-')}/${pid}/${processes}`;
}

/** How many processes work under such a name. */
export function processesOf(name: string): number {
  return Number(/\/(\d+)$/.exec(name)?.[1] ?? 0);
}

/** Whether these are all seeds of a batch, each once. */
export function areAll(pieces: readonly Piece[], { testcase, from, to }: Batch): boolean {
  let next = from;
  for (const [result] of [...pieces].sort(([a], [b]) => a.from - b.from)) {
    if (result.testcase !== testcase || result.from !== next || sizeOf(result) < 1) return false;
    next = result.to + 1;
  }
  return next === to + 1;
}
