import type { Ratio } from '../../lib/ratio.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import type { Judgement } from './witness.ts';
import { count } from './witness.ts';

export interface AvailabilityOptions {
  /** The least share of operations that must be answered. */
  readonly least: Ratio;
  /** Faults left every key a majority of replicas that none of them touched; else nothing is promised. */
  readonly majorityLeft: boolean;
}

/**
 * Enough operations are answered. An answer is ok, or that a condition did not hold; that nobody could be asked, that
 * nobody knows, and silence are none.
 */
export function checkAvailability(book: TraceBook, options: AvailabilityOptions): Judgement {
  const { least, majorityLeft } = options;
  const asked = [...book.asked.values()].filter(({ requested }) => requested.length > 0);
  const answered = asked.filter(isAnswered);
  const silent = asked.find((one) => !isAnswered(one));
  const seen = `${answered.length} of ${count(asked.length, 'operation')} answered`;
  if (!majorityLeft) return { verdict: vacuous('faults touched a majority of some key’s replicas'), seen };
  if (silent === undefined || answered.length * least.denominator >= least.numerator * asked.length)
    return { verdict: holds, seen };
  const events = [...silent.requested, ...silent.replied].map(({ event }) => event);
  return { verdict: broken({ kind: 'too few operations are answered', why: seen, events }), seen };
}

function isAnswered({ replied, gaveUp }: Asked): boolean {
  const outcome = replied[0]?.event.outcome;
  if (outcome === undefined || (gaveUp[0]?.at ?? Infinity) < (replied[0]?.at ?? 0)) return false;
  return outcome.kind === 'ok' || (outcome.kind === 'failed' && outcome.reason !== 'unavailable');
}
