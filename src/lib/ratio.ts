import { assert } from './assert.ts';

/** A probability as an exact fraction, so that no decision ever compares floats. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

export const NEVER: Ratio = { numerator: 0, denominator: 1 };

const LARGEST_DENOMINATOR = 1_000_000;
const DECIMAL = /^(\d+)(?:\.(\d{1,6}))?$/;

export function ratio(numerator: number, denominator: number): Ratio {
  assert(
    Number.isInteger(numerator) &&
      Number.isInteger(denominator) &&
      numerator >= 0 &&
      numerator <= denominator &&
      denominator <= LARGEST_DENOMINATOR,
    `not a probability: ${numerator}/${denominator}`,
  );
  return { numerator, denominator };
}

/**
 * Reads `0.1`, `1` or `.5` as a fraction, digit by digit.
 * @returns undefined where `text` is no number in 0 … 1 with at most six decimals
 */
export function parseRatio(text: string): Ratio | undefined {
  const match = DECIMAL.exec(text.startsWith('.') ? `0${text}` : text);
  if (match === null) return undefined;
  const decimals = match[2] ?? '';
  const denominator = Number(`1${'0'.repeat(decimals.length)}`);
  const numerator = Number(match[1]) * denominator + Number(decimals === '' ? '0' : decimals);
  return numerator <= denominator ? { numerator, denominator } : undefined;
}

/** The bound below which an unsigned 32-bit draw means "yes": ⌊ratio · 2^32⌋, exact. */
export function threshold(of: Ratio): number {
  return Math.floor((of.numerator * 0x1_0000_0000) / of.denominator);
}

const LONGEST_PERCENTAGE = 6;

/** `1%`, `0.1%`; `1/3` where no short percentage is exact. */
export function formatPercent({ numerator, denominator }: Ratio): string {
  const percent = `${(numerator * 100) / denominator}`;
  return percent.length <= LONGEST_PERCENTAGE ? `${percent}%` : `${numerator}/${denominator}`;
}
