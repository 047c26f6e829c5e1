import test from 'ava';
import { openStream } from '../../src/lib/chance.ts';
import { sampleBelow } from '../../src/lib/sample.ts';
import { chiSquare } from './chi-square.ts';

const stream = openStream(7, 'sample');

test('a sample has distinct numbers below the bound, all of them where they are few', (t) => {
  for (let round = 0; round < 200; round += 1) {
    const few = sampleBelow(3, 5, stream, round);
    t.deepEqual([...few].sort(), [0, 1, 2]);
    const some = sampleBelow(20, 5, stream, round);
    t.is(new Set(some).size, 5);
    t.true(some.every((number) => number >= 0 && number < 20));
  }
  t.deepEqual(sampleBelow(0, 3, stream, 1), []);
});

test('each number is in as many samples as any other', (t) => {
  const hits = new Array<number>(8).fill(0);
  for (let round = 0; round < 4_000; round += 1)
    for (const number of sampleBelow(8, 3, stream, round)) hits[number] = (hits[number] ?? 0) + 1;
  t.true(chiSquare(hits) < 24, `${hits}`);
});
