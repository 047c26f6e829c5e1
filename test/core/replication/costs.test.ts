import test from 'ava';
import { costs } from './costs.ts';

/**
 * With one tick a message and two for the disk: a round that only asks takes 2 ticks, a round that writes 4; a round has
 * a question to each of three replicas and an answer from each.
 */
test('on a quiet network each level takes the rounds that theory says', (t) => {
  const table = costs().map(({ level, verb, ticks, messages }) => `${level} ${verb}: ${ticks} ${messages}`);
  t.deepEqual(table, [
    'one read: 2 2',
    'one put: 4 6',
    'one update: 6 12',
    'quorum read: 2 6',
    'quorum put: 4 6',
    // A conditional write asks first whether the key is there.
    'quorum update: 6 12',
    // Lynch and Shvartsman: two rounds for a write, one for a read that finds a majority agreed.
    'linearizable read: 2 6',
    'linearizable put: 6 12',
    'linearizable update: 8 12',
    // Rystsov: both phases write, promises too.
    'cas read: 2 6',
    'cas put: 8 12',
    'cas update: 8 12',
    'cas cas: 8 12',
  ]);
});
