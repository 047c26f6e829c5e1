import test from 'ava';
import { binaryLogarithm, LOGARITHM_PARTS } from '../../src/lib/binary-logarithm.ts';

test('the binary logarithm of a power of two is exact, and never falls', (t) => {
  let before = 0;
  for (let value = 1; value < 5_000; value += 1) {
    const found = binaryLogarithm(value);
    t.true(found >= before, `${value}`);
    before = found;
  }
  for (let power = 0; power < 31; power += 1) t.is(binaryLogarithm(2 ** power), power * LOGARITHM_PARTS);
});

test('the binary logarithm is right to within two parts of 1024', (t) => {
  for (const value of [3, 5, 10, 99, 1_000, 65_537, 1_000_003, 0x7fff_ffff])
    t.true(Math.abs(binaryLogarithm(value) - Math.log2(value) * LOGARITHM_PARTS) <= 2, `${value}`);
});
