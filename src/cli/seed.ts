import { LARGEST_SEED } from '../lib/chance.ts';
import { badUsage } from './user-error.ts';

/** Reads a seed digit by digit, so that no large one is rounded. @param flag as the caller wrote it */
export function parseSeed(text: string, flag = '--seed'): number {
  return parseWhole(text, flag, 0, LARGEST_SEED);
}

/** An integer in `least` … `most`, or an error that names the flag. */
export function parseWhole(text: string, flag: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const found = text === '' ? 'nothing' : `'${text}'`;
  throw badUsage(`${flag} is ${found}; allowed is an integer from ${least} to ${most}`);
}
