import type { Deed } from '../act.ts';

/** An act that has no number yet. */
export type Draft = { readonly at: number } & Deed;

/** What the expansion of a fault may know. */
export interface Stage {
  readonly seed: number;
  /** Number of hosts, 1 … N. */
  readonly nodes: number;
}

/** One entry of a file has the numbers from its own on: so many, and the next entry's begin. */
export const BLOCK = 1000;

/** The number of an entry that names none: so that each keeps its draws while others come and go. */
export function numberOf(entry: { readonly number?: number }, index: number): number {
  return entry.number ?? (index + 1) * BLOCK;
}
