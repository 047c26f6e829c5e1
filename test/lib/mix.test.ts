import test from 'ava';
import fc from 'fast-check';
import { absorb, finish, hashText } from '../../src/lib/mix.ts';
import { anyText } from './any-text.ts';

/** Published vectors of MurmurHash3 x86 32-bit: words of the input, its length in bytes, seed → hash. */
const VECTORS: readonly (readonly [words: readonly number[], bytes: number, seed: number, hash: number])[] = [
  [[], 0, 0x0000_0000, 0x0000_0000],
  [[], 0, 0x0000_0001, 0x514e_28b7],
  [[], 0, 0xffff_ffff, 0x81f1_6f39],
  [[0x7473_6574], 4, 0x0000_0000, 0xba6b_d213],
  [[0x7473_6574], 4, 0x9747_b28c, 0x704b_81dc],
  [[0x6161_6161], 4, 0x9747_b28c, 0x5a97_808a],
];

for (const [words, bytes, seed, hash] of VECTORS) {
  test(`mixing [${words.join()}] under seed ${seed.toString(16)} gives what MurmurHash3 gives`, (t) => {
    t.is(finish(words.reduce(absorb, seed) ^ bytes) >>> 0, hash);
  });
}

test('the finaliser is a bijection on a sample: no two words collide', (t) => {
  const seen = new Set<number>();
  for (let word = -5_000; word < 5_000; word += 1) seen.add(finish(word));
  t.is(seen.size, 10_000);
});

test('one changed bit of a word changes about half of the bits', (t) => {
  let flipped = 0;
  for (let bit = 0; bit < 32; bit += 1) {
    for (let word = 0; word < 100; word += 1) {
      flipped += ones(finish(absorb(1, word)) ^ finish(absorb(1, word ^ (1 << bit))));
    }
  }
  const mean = flipped / 3200;
  t.true(mean > 15.5 && mean < 16.5, `${mean} bits`);
});

test('a text hash is a signed 32-bit integer that depends on every unit, their order, the length and the seed', (t) => {
  fc.assert(
    fc.property(anyText, fc.integer(), (text, seed) => {
      const hash = hashText(text, seed);
      return hash === (hash | 0) && hash === hashText(text, seed);
    }),
    { seed: 1 },
  );
  const hashes = ['', '\0', '\0\0', 'ab', 'ba', 'a', 'A', 'á'].map((text) => hashText(text, 7));
  t.is(new Set([...hashes, hashText('ab', 8)]).size, 9);
});

function ones(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
