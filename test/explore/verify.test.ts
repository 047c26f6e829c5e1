import test from 'ava';
import type { Fingerprint, WitnessLine } from '../../src/explore/verify.ts';
import { divergingWindow, firstDivergence, firstVisibleDivergence } from '../../src/explore/verify.ts';

/** A run of which every fourth event is a checkpoint; each letter is a digest. */
function run(checkpoints: string, digest: string, events: number): Fingerprint {
  const list = [...checkpoints].map((letter, i) => ({ events: (i + 1) * 4, tick: i, digest: letter }));
  return { digest, events, checkpoints: list };
}

const lines = (events: readonly string[], first = 1): WitnessLine[] =>
  events.map((event, i) => ({ event: first + i, digest: event, text: event.slice(0, 1) }));

test('equal digests leave no window to search', (t) => {
  t.is(divergingWindow(run('ab', 'z', 9), run('ab', 'z', 9)), undefined);
});

test('the window ends at the first checkpoint that differs and begins at the last that does not', (t) => {
  t.deepEqual(divergingWindow(run('abc', 'y', 13), run('abx', 'z', 13)), { from: 8, to: 12 });
  t.deepEqual(divergingWindow(run('abc', 'y', 13), run('xyz', 'z', 13)), { from: 0, to: 4 });
});

test('runs that part after their last common checkpoint are searched to the end of the longer one', (t) => {
  t.deepEqual(divergingWindow(run('ab', 'y', 9), run('ab', 'z', 11)), { from: 8, to: 11 });
  t.deepEqual(divergingWindow(run('ab', 'y', 9), run('abc', 'z', 13)), { from: 8, to: 13 });
  t.deepEqual(divergingWindow(run('', 'y', 3), run('', 'z', 3)), { from: 0, to: 3 });
});

test('the first divergence is the first event after which the digests differ', (t) => {
  const here = lines(['a1', 'b1', 'c1'], 5);
  t.is(firstDivergence(here, here), undefined);
  t.deepEqual(firstDivergence(here, lines(['a1', 'x1', 'c2'], 5)), { event: 6, here: 'b', there: 'x' });
});

test('a divergence that is not seen at first shows in the first event that reads differently', (t) => {
  const here = lines(['a1', 'b1', 'c1']);
  const there = lines(['a1', 'b2', 'x2']);
  t.deepEqual(firstDivergence(here, there), { event: 2, here: 'b', there: 'b' });
  t.deepEqual(firstVisibleDivergence(here, there), { event: 3, here: 'c', there: 'x' });
});

test('a run that ends early diverges where it is missing', (t) => {
  t.deepEqual(firstDivergence(lines(['a']), lines(['a', 'b'])), { event: 2, here: undefined, there: 'b' });
});
