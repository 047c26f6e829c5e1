import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';

/** Why a run cannot be what it was said to be. */
export interface TraceWitness {
  /** How the law was broken, in a few words that hold no tick, key or node: alike in runs that fail alike. */
  readonly kind: string;
  /** One sentence. */
  readonly why: string;
  /** The few events that prove it, in order. */
  readonly events: readonly RareEvent[];
}

/** What one checker says of one run. */
export interface Judgement {
  readonly verdict: Verdict<TraceWitness>;
  /** A few words of what it looked at. */
  readonly seen: string;
}

/** `1 key`, `2 keys`; `many` where adding an s will not do. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
