import test from 'ava';
import fc from 'fast-check';
import { LinkCounter } from '../../../src/sim/network/link-counter.ts';

test('packets are numbered from 0 on each link in each tick', (t) => {
  const packet = fc.record({
    from: fc.integer({ min: 1, max: 40 }),
    to: fc.integer({ min: 1, max: 40 }),
    step: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(packet, { maxLength: 2_000, size: 'max' }), (packets) => {
      const counter = new LinkCounter(40);
      let model = new Map<string, number>();
      let tick = 0;
      let wrong = 0;
      packets.forEach(({ from, to, step }, n) => {
        if (step && n % 300 === 0) {
          tick += 1;
          model = new Map();
        }
        const before = model.get(`${from}>${to}`) ?? 0;
        model.set(`${from}>${to}`, before + 1);
        if (counter.next(from, to, tick) !== before) wrong += 1;
      });
      t.is(wrong, 0);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('more links in one tick than the table had room for are still told apart', (t) => {
  const counter = new LinkCounter(3);
  const numbers = new Set<number>();
  for (let nth = 0; nth < 3; nth += 1)
    for (let from = 1; from <= 100; from += 1)
      for (let to = 1; to <= 100; to += 1) numbers.add(counter.next(from, to, 7) - nth);
  t.deepEqual([...numbers], [0]);
  t.is(counter.next(5, 6, 8), 0, 'the next tick starts anew');
});
