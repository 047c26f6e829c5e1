import type { Ratio } from '../../lib/ratio.ts';
import { parseRatio } from '../../lib/ratio.ts';

export const SHARES = 'a share from 0 to 1, exact: 1%, 0.1%, 1/3 or 0.25';

const PERCENT = /^(\d{1,3})(?:\.(\d{1,4}))? ?%$/;
const FRACTION = /^(\d{1,7})\/(\d{1,7})$/;
const LARGEST_DENOMINATOR = 1_000_000;

/** Reads `1%`, `0.1%`, `1/3`, `0.25`, 0 or 1 as it is written: nothing is rounded, nothing is cancelled. */
export function readShare(input: unknown): Ratio | undefined {
  if (input === 0 || input === 1) return { numerator: input, denominator: 1 };
  if (typeof input !== 'string') return undefined;
  const percent = PERCENT.exec(input);
  const share =
    percent === null
      ? (readFraction(input) ?? parseRatio(input))
      : ofPercent(percent[1] ?? '', percent[2] ?? '');
  return share !== undefined && share.numerator <= share.denominator ? share : undefined;
}

/** Reads `11/10` or `1.5`: how fast something runs. */
export function readRate(input: unknown): Ratio | undefined {
  if (typeof input === 'number')
    return Number.isInteger(input) && input >= 1 ? { numerator: input, denominator: 1 } : undefined;
  if (typeof input !== 'string') return undefined;
  const decimal = /^(\d{1,3})\.(\d{1,4})$/.exec(input);
  const rate = decimal === null ? readFraction(input) : ofDecimal(decimal[1] ?? '', decimal[2] ?? '');
  return rate !== undefined && rate.numerator >= 1 ? rate : undefined;
}

/** The text that is read back as exactly this fraction. */
export function formatExact(of: Ratio): string | number {
  if (of.denominator === 1 && of.numerator <= 1) return of.numerator;
  return of.denominator === 100 ? `${of.numerator}%` : `${of.numerator}/${of.denominator}`;
}

function readFraction(text: string): Ratio | undefined {
  const match = FRACTION.exec(text);
  const denominator = Number(match?.[2] ?? 0);
  return denominator >= 1 && denominator <= LARGEST_DENOMINATOR
    ? { numerator: Number(match?.[1]), denominator }
    : undefined;
}

function ofDecimal(whole: string, decimals: string): Ratio {
  return { numerator: Number(whole + decimals), denominator: Number(`1${'0'.repeat(decimals.length)}`) };
}

function ofPercent(whole: string, decimals: string): Ratio {
  const { numerator, denominator } = ofDecimal(whole, decimals);
  return { numerator, denominator: denominator * 100 };
}
