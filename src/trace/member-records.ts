import type { RECORD_WORDS as RecordWords } from '../core/membership/swim/record.ts';

const RECORD_WORDS: typeof RecordWords = 6;
/** By the numbers that stand for them. */
const STANDINGS = ['alive', 'suspected', 'down'] as const;

/** One record of a SWIM message, as the trace tells it. */
export interface PlainRecord {
  readonly member: number;
  readonly incarnation: number;
  readonly refutation: number;
  readonly seat: number;
  readonly standing: (typeof STANDINGS)[number];
  /** Who says so of its own probing; 0: nobody in particular. */
  readonly accuser: number;
}

/** The records of a message, in order. */
export function plainRecords(words: Int32Array): readonly PlainRecord[] {
  return Array.from({ length: words.length / RECORD_WORDS }, (_, nth) => {
    const [member = 0, incarnation = 0, refutation = 0, seat = 0, standing = 0, accuser = 0] = words.subarray(
      nth * RECORD_WORDS,
    );
    return { member, incarnation, refutation, seat, standing: STANDINGS[standing] ?? 'alive', accuser };
  });
}
