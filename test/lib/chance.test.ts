import test from 'ava';
import fc from 'fast-check';
import { InvariantError } from '../../src/lib/assert.ts';
import { Dice, draw, LARGEST_SEED, openStream, scale } from '../../src/lib/chance.ts';
import { chiSquare, tally } from './chi-square.ts';

const coordinate = fc.nat(0x7fff_ffff);
const stream = openStream(1, 'test/chance');

test('a draw is a function of seed, stream name and coordinates, and of nothing drawn before', (t) => {
  fc.assert(
    fc.property(
      fc.maxSafeNat(),
      fc.string(),
      fc.tuple(coordinate, coordinate, coordinate, coordinate),
      (seed, name, at) => {
        const once = draw(openStream(seed, name), ...at);
        const other = openStream(seed, name);
        for (let i = 0; i < 3; i += 1) draw(other, i, i, i, i);
        return draw(other, ...at) === once && once === once >>> 0;
      },
    ),
    { seed: 1 },
  );
  t.pass();
});

const OTHERS: readonly (readonly [what: string, one: number, other: number])[] = [
  ['seed', draw(openStream(1, 'a'), 1, 2, 3, 4), draw(openStream(2, 'a'), 1, 2, 3, 4)],
  ['stream name', draw(openStream(1, 'a'), 1, 2, 3, 4), draw(openStream(1, 'b'), 1, 2, 3, 4)],
  ['first coordinate', draw(stream, 1, 2, 3, 4), draw(stream, 2, 2, 3, 4)],
  ['second coordinate', draw(stream, 1, 2, 3, 4), draw(stream, 1, 3, 3, 4)],
  ['third coordinate', draw(stream, 1, 2, 3, 4), draw(stream, 1, 2, 4, 4)],
  ['fourth coordinate', draw(stream, 1, 2, 3, 4), draw(stream, 1, 2, 3, 5)],
  ['order of coordinates', draw(stream, 1, 2, 3, 4), draw(stream, 2, 1, 3, 4)],
];

for (const [what, one, other] of OTHERS) {
  test(`another ${what}, another draw`, (t) => {
    t.not(one, other);
  });
}

test('seeds and names do not run into each other', (t) => {
  t.notDeepEqual(openStream(1, '2/a'), openStream(12, '/a'));
  t.notDeepEqual(openStream(1, '1'), openStream(11, ''));
});

test('a seed is an integer from 0 to 2^53 − 1', (t) => {
  t.notThrows(() => [openStream(0, 'a'), openStream(LARGEST_SEED, 'a')]);
  for (const bad of [-1, 0.5, LARGEST_SEED + 1, Number.NaN])
    t.throws(() => openStream(bad, 'a'), { instanceOf: InvariantError });
});

const BINS = 64;
/** Five standard deviations above the mean of a chi-square with 63 degrees of freedom. */
const COARSE = 63 + 5 * 11.3;

const WALKS: readonly (readonly [what: string, at: (n: number) => number])[] = [
  ['the first coordinate', (n) => draw(stream, n, 0, 0, 0)],
  ['the second coordinate', (n) => draw(stream, 0, n, 0, 0)],
  ['the third coordinate', (n) => draw(stream, 0, 0, n, 0)],
  ['the fourth coordinate', (n) => draw(stream, 0, 0, 0, n)],
  ['links of a hundred nodes', (n) => draw(stream, n % 100, Math.floor(n / 100), 77, 0)],
  ['seeds', (n) => draw(openStream(n, 'network/loss'), 1, 2, 100, 0)],
];

for (const [what, at] of WALKS) {
  test(`draws along ${what} are uniform`, (t) => {
    const tries = what === 'seeds' ? 6_400 : 64_000;
    const high = chiSquare(tally(BINS, tries, (n) => scale(at(n), BINS)));
    const low = chiSquare(tally(BINS, tries, (n) => at(n) % BINS));
    t.true(high < COARSE && low < COARSE, `high bits ${high}, low bits ${low}`);
  });
}

test('scale maps the whole range of draws onto all of [0, bound), in order', (t) => {
  for (const bound of [1, 2, 3, 7, 100, 0x20_0000]) {
    t.is(scale(0, bound), 0);
    t.is(scale(0xffff_ffff, bound), bound - 1);
  }
  fc.assert(
    fc.property(fc.nat(0xffff_fffe), fc.integer({ min: 1, max: 0x20_0000 }), (drawn, bound) => {
      const [low, high] = [scale(drawn, bound), scale(drawn + 1, bound)];
      return Number.isInteger(low) && low >= 0 && high < bound && high - low >= 0 && high - low <= 1;
    }),
    { seed: 1 },
  );
});

test('two dice of one stream with the same coordinates show the same numbers, with others not', (t) => {
  const show = (dice: Dice): readonly number[] => Array.from({ length: 50 }, () => dice.below(1_000));
  t.deepEqual(show(new Dice(stream, 3, 4)), show(new Dice(stream, 3, 4)));
  t.notDeepEqual(show(new Dice(stream, 3, 4)), show(new Dice(stream, 4, 3)));
  t.notDeepEqual(show(new Dice(stream)), show(new Dice(openStream(1, 'test/other'))));
});

test('dice are fair', (t) => {
  const dice = new Dice(stream, 9, 9);
  const fit = chiSquare(tally(BINS, 64_000, () => dice.below(BINS)));
  t.true(fit < COARSE, `${fit}`);
});

test('dice pick any of the items, and refuse an empty list and a bound out of range', (t) => {
  const dice = new Dice(stream);
  const picked = new Set(Array.from({ length: 100 }, () => dice.pick(['a', 'b', 'c'])));
  t.deepEqual([...picked].sort(), ['a', 'b', 'c']);
  t.is(dice.below(1), 0);
  t.throws(() => dice.pick([]), { instanceOf: InvariantError });
  for (const bad of [0, -1, 0x20_0001]) t.throws(() => dice.below(bad), { instanceOf: InvariantError });
});
