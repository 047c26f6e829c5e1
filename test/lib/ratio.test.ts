import test from 'ava';
import fc from 'fast-check';
import { InvariantError } from '../../src/lib/assert.ts';
import { formatPercent, NEVER, parseRatio, ratio, threshold } from '../../src/lib/ratio.ts';

const GOOD: readonly (readonly [text: string, numerator: number, denominator: number])[] = [
  ['0', 0, 1],
  ['1', 1, 1],
  ['0.1', 1, 10],
  ['.5', 5, 10],
  ['1.0', 10, 10],
  ['0.000001', 1, 1_000_000],
  ['00.25', 25, 100],
  ['1.000000', 1_000_000, 1_000_000],
];

for (const [text, numerator, denominator] of GOOD) {
  test(`${text} is read as ${numerator}/${denominator}`, (t) => {
    t.deepEqual(parseRatio(text), { numerator, denominator });
  });
}

const BAD = [
  '',
  '.',
  '1.',
  '1.1',
  '2',
  '-0.1',
  '+0.1',
  '0.0000001',
  '1e-1',
  '0,1',
  '10%',
  ' 0.1',
  '0x1',
  'NaN',
  '٠.١',
];

for (const text of BAD) {
  test(`“${text}” is no probability`, (t) => {
    t.is(parseRatio(text), undefined);
  });
}

test('every probability with six decimals is read digit by digit', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999 }), (millionths) => {
      const read = parseRatio(`0.${String(millionths).padStart(6, '0')}`);
      return read?.numerator === millionths && read.denominator === 1_000_000;
    }),
    { seed: 1 },
  );
  t.pass();
});

test('a threshold is ⌊ratio · 2^32⌋, exact for every fraction', (t) => {
  const fraction = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((denominator) => fc.tuple(fc.integer({ min: 0, max: denominator }), fc.constant(denominator)));
  fc.assert(
    fc.property(fraction, ([numerator, denominator]) => {
      const exact = (BigInt(numerator) << 32n) / BigInt(denominator);
      return BigInt(threshold(ratio(numerator, denominator))) === exact;
    }),
    { seed: 1, numRuns: 2_000 },
  );
  t.is(threshold(NEVER), 0);
  t.is(threshold(ratio(1, 1)), 0x1_0000_0000);
  t.is(threshold(ratio(999_999, 1_000_000)), 4_294_963_001);
});

test('what is no fraction in 0 … 1 with a denominator up to a million is a mistake of ours', (t) => {
  for (const [a, b] of [
    [2, 1],
    [-1, 2],
    [0.5, 1],
    [1, 1_000_001],
    [1, 2.5],
  ] as const)
    t.throws(() => ratio(a, b), { instanceOf: InvariantError });
});

test('ratios are shown as percents where these are short and exact, or else as fractions', (t) => {
  const shown = [ratio(0, 7), ratio(7, 7), ratio(1, 10), ratio(1, 1000), ratio(1, 3)].map(formatPercent);
  t.deepEqual(shown, ['0%', '100%', '10%', '0.1%', '1/3']);
});
