import test from 'ava';
import { Window } from '../../../src/live/runtime/window.ts';

/** Begins so many and answers them at a pace. @returns how many were begun before anything was answered */
function begunAtOnce(window: Window, count: number): number {
  let begun = 0;
  for (let nth = 0; nth < count; nth += 1)
    window.enter(() => {
      begun += 1;
      return true;
    });
  return begun;
}

test('what does not fit into the window waits in order, and begins as others are answered', (t) => {
  const window = new Window(50, () => 0);
  const order: number[] = [];
  for (let nth = 0; nth < 10_000; nth += 1)
    window.enter(() => {
      order.push(nth);
      return true;
    });
  const first = order.length;
  t.true(first > 0 && first < 10_000);
  for (let answered = 0; answered < 10_000; answered += 1) window.leave(1);
  t.deepEqual(
    order,
    Array.from({ length: 10_000 }, (_, nth) => nth),
  );
});

test('the window grows while answers are fast, and shrinks again when they are slow', (t) => {
  const window = new Window(50, () => 0);
  const answer = (count: number, tookMs: number) => {
    for (let nth = 0; nth < count; nth += 1) {
      window.enter(() => true);
      window.leave(tookMs);
    }
  };
  answer(5_000, 1);
  const wide = begunAtOnce(window, 10_000);
  for (let nth = 0; nth < 10_000; nth += 1) window.leave(100);
  const narrow = begunAtOnce(window, 10_000);
  t.true(wide > narrow && narrow > 0);
});

test('thousands that nobody waits for any more make room at once', (t) => {
  const window = new Window(50, () => 0);
  begunAtOnce(window, 200);
  for (let nth = 0; nth < 50_000; nth += 1) window.enter(() => false);
  let isBegun = false;
  window.enter(() => {
    isBegun = true;
    return true;
  });
  for (let answered = 0; answered < 200; answered += 1) window.leave(1);
  t.true(isBegun);
});

test('who comes is told how long the next in turn has waited, and of no wait once the queue is empty', (t) => {
  let now = 0;
  const window = new Window(50, () => now);
  t.is(window.waitMs, 0);
  const begun = begunAtOnce(window, 100);
  now = 300;
  t.is(window.waitMs, 300);
  for (let nth = begun; nth < 100; nth += 1) window.leave(1);
  t.is(window.waitMs, 0);
});
