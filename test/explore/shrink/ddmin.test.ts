import test from 'ava';
import fc from 'fast-check';
import { ddmin, lower } from '../../../src/explore/shrink/ddmin.ts';

const numbers = Array.from({ length: 64 }, (_, index) => index);

test('what is left is what the failure needs, in the order of the list', (t) => {
  const needed = [3, 17, 40];
  t.deepEqual(
    ddmin(numbers, (kept) => needed.every((one) => kept.includes(one))),
    needed,
  );
});

test('a failure that needs nothing leaves nothing', (t) => {
  t.deepEqual(
    ddmin(numbers, () => true),
    [],
  );
});

test('of what is left no single item can be left out, whatever the failure needs', (t) => {
  const needs = fc.array(fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(needs, (ways) => {
      const items = numbers.slice(0, 21);
      const fails = (kept: readonly number[]) => ways.some((way) => way.every((one) => kept.includes(one)));
      const left = ddmin(items, fails);
      t.true(fails(left));
      t.true(left.every((one) => !fails(left.filter((other) => other !== one))));
    }),
    { seed: 7, numRuns: 200 },
  );
});

test('a value is lowered to the least that still fails', (t) => {
  const tried: number[] = [];
  const least = lower(1000, 1, (value) => {
    tried.push(value);
    return value >= 137;
  });
  t.is(least, 137);
  t.true(tried.length <= 12);
  t.is(
    lower(5, 5, () => t.fail('nothing is below the least') as never),
    5,
  );
});
