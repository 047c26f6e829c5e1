import { LARGEST_SEED } from '../../lib/chance.ts';
import type { SeedRange } from '../../sweep/seed-range.ts';
import { parseWhole } from '../seed.ts';
import { badUsage } from '../user-error.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
/** What a timer of Node can count to. */
const LONGEST_MS = 2 ** 31 - 1;

/** `1..1000`, or `1000` for the same. */
export function parseSeeds(text: string): SeedRange {
  const [first = '', last, ...more] = text.split('..');
  if (more.length > 0) throw badUsage(`--seeds is '${text}'; allowed: a range like 1..1000, or how many`);
  const [, begin = '', end = ''] = /^(\d+)\D+(\d+)$/.exec(first) ?? [];
  if (last === undefined && end !== '')
    throw badUsage(`--seeds is '${text}'; allowed: a range like ${begin}..${end}, or how many`);
  if (last === undefined) return { from: 1, to: parseWhole(first, '--seeds', 1, LARGEST_SEED) };
  const from = parseWhole(first, 'the first of --seeds', 0, LARGEST_SEED);
  return { from, to: parseWhole(last, 'the last of --seeds', from, LARGEST_SEED) };
}

/** `90s`, `10m`, `8h`. @returns milliseconds */
export function parseTime(text: string, flag: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? [];
  const millis = Number(digits) * (UNITS[unit] ?? Number.NaN);
  if (millis > 0 && millis <= LONGEST_MS) return millis;
  throw badUsage(`${flag} is '${text}'; allowed is a time like 90s, 10m or 8h, up to 24 days`);
}
