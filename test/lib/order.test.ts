import test from 'ava';
import fc from 'fast-check';
import { compareText } from '../../src/lib/order.ts';

test('code-unit order does not care for case or accents as a locale would', (t) => {
  t.deepEqual(['b', 'a', 'B', 'á', 'Z'].sort(compareText), ['B', 'Z', 'a', 'b', 'á']);
});

test('code-unit order is total: swapping the sides swaps the sign', (t) => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      t.is(Math.sign(compareText(a, b)) + Math.sign(compareText(b, a)), 0);
      t.is(compareText(a, b) === 0, a === b);
    }),
    { seed: 1 },
  );
});
