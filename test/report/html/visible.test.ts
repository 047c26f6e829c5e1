import test from 'ava';
import { around, moved, zoomed } from '../../../src/report/html/script/view.ts';
import { SpanIndex } from '../../../src/report/html/script/visible.ts';

test('every message under way in a stretch is visited, and no other', (t) => {
  const sent = Array.from({ length: 3000 }, (_, i) => Math.floor(i / 3));
  const took = sent.map((_, i) => (i % 500 === 0 ? 400 : i % 7 === 0 ? -1 : i % 5));
  const index = new SpanIndex({ sent, took });
  for (const [from, to] of [
    [0, 3],
    [390, 410],
    [700, 700],
    [2000, 3000],
  ] as const) {
    const visited: number[] = [];
    index.visit(from, to, (at) => visited.push(at));
    const wanted = sent.flatMap((start, at) =>
      start <= to && start + Math.max(0, took[at] ?? 0) >= from ? [at] : [],
    );
    t.deepEqual(visited, wanted);
  }
});

test('zooming keeps the tick under the pointer, and nobody leaves the run', (t) => {
  const near = zoomed({ from: 0, to: 100 }, 25, 0.5, 1000);
  t.deepEqual(near, { from: 12.5, to: 62.5 });
  t.deepEqual(zoomed({ from: 0, to: 100 }, 50, 1000, 1000), { from: -1, to: 1001 });
  t.is(moved({ from: 0, to: 100 }, -500, 1000).from, -1);
  t.is(moved({ from: 0, to: 100 }, 5000, 1000).to, 1001);
  t.true(around(10, 20, 1000).from < 10);
});
