import type { ChildProcess } from 'node:child_process';
import type { BatchResult } from '../../src/sweep/batch.ts';
import { Crew } from '../../src/sweep/crew.ts';
import type { Drive } from '../../src/sweep/drive.ts';
import type { JournalPast } from '../../src/sweep/journal.ts';
import { sizeOf } from '../../src/sweep/seed-range.ts';
import type { SweepSummary } from '../../src/sweep/sweep.ts';
import { sweep } from '../../src/sweep/sweep.ts';
import type { Plan } from './planted-worker.ts';
import { hirePlanted, planted } from './planted-worker.ts';

export interface Swept {
  readonly summary: SweepSummary;
  /** In the order in which it was done. */
  readonly results: readonly BatchResult[];
}

export interface Wishes {
  readonly to?: number;
  readonly workers?: number;
  readonly patienceMs?: number;
  readonly timeMs?: number;
  readonly past?: readonly BatchResult[];
  readonly stop?: AbortSignal;
  readonly hire?: () => ChildProcess;
  /** Workers of this process where it is left out. */
  readonly drive?: Drive;
  readonly onDone?: (done: number) => void;
}

/** Sweeps over planted testcases with real workers. */
export async function sweepPlanted(plans: readonly Plan[], wishes: Wishes = {}): Promise<Swept> {
  const { to = 40, workers = 2, patienceMs = 60_000, timeMs, past } = wishes;
  const results: BatchResult[] = [];
  const testcases = plans.map((plan) => planted(plan));
  const seeds = { from: 1, to };
  const crew: Drive = (backlog, onResult) => {
    const { hire = hirePlanted } = wishes;
    return new Crew(backlog, { size: workers, hire, testcases, patienceMs, onResult });
  };
  const summary = await sweep({
    ...{ testcases, seeds, workers, timeMs, drive: wishes.drive ?? crew },
    stop: wishes.stop ?? new AbortController().signal,
    journal: { add: (result) => void results.push(result) },
    past: past === undefined ? undefined : pastOf(past),
    onProgress: ({ done }) => wishes.onDone?.(done),
  });
  return { summary, results };
}

function pastOf(results: readonly BatchResult[]): JournalPast {
  const head = { journal: 1, program: '', testcases: [], seeds: { from: 1, to: 1 } } as const;
  return { head, results, length: 0 };
}

/** Every seed of the results, ascending, as often as it is in them. */
export function seedsOf(results: readonly BatchResult[]): readonly number[] {
  return results
    .flatMap((result) => Array.from({ length: sizeOf(result) }, (_, i) => result.from + i))
    .sort((a, b) => a - b);
}

export function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, i) => i + 1);
}
