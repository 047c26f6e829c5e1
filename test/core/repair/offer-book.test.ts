import test from 'ava';
import fc from 'fast-check';
import { key, nodeId } from '../../../src/core/ids.ts';
import { OfferBook } from '../../../src/core/repair/offer-book.ts';
import { tick } from '../../../src/core/time.ts';

const ALL = 100;

test('due offers come by receiver and key in ascending order, and fall due again after the retry', (t) => {
  const book = new OfferBook();
  for (const [to, name, due] of [
    [3, 'b', 5],
    [2, 'a', 5],
    [3, 'a', 4],
    [2, 'z', 9],
  ] as const)
    book.add(nodeId(to), key(name), due);
  t.deepEqual(book.takeDue(tick(5), 6, ALL), [
    [nodeId(2), [key('a')]],
    [nodeId(3), [key('a'), key('b')]],
  ]);
  t.deepEqual(book.takeDue(tick(8), 6, ALL), []);
  t.deepEqual(book.takeDue(tick(9), 6, ALL), [[nodeId(2), [key('z')]]]);
  t.deepEqual(
    book.takeDue(tick(11), 6, ALL).map(([to]) => Number(to)),
    [2, 3],
  );
});

test('an offer that is open keeps its time', (t) => {
  const book = new OfferBook();
  book.add(nodeId(2), key('a'), 5);
  book.add(nodeId(2), key('a'), 50);
  t.is(book.size, 1);
  t.is(book.takeDue(tick(5), 6, ALL).length, 1);
});

test('the size counts open offers, whatever was added, settled and given up', (t) => {
  const step = fc.record({
    act: fc.constantFrom('add', 'settle', 'keepOnly'),
    to: fc.integer({ min: 1, max: 4 }),
    name: fc.constantFrom('a', 'b', 'c'),
  });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const book = new OfferBook();
      const model = new Set<string>();
      for (const { act, to, name } of steps) {
        if (act === 'add') {
          book.add(nodeId(to), key(name), 0);
          model.add(`${to}${name}`);
        } else if (act === 'settle') {
          t.is(book.settle(nodeId(to), key(name)), model.delete(`${to}${name}`));
        } else {
          book.keepOnly((of, target) => of !== key(name) && target !== nodeId(to));
          for (const offer of [...model])
            if (offer.includes(name) || offer.startsWith(`${to}`)) model.delete(offer);
        }
      }
      t.is(book.size, model.size);
      for (const name of ['a', 'b', 'c'])
        t.is(
          book.isOpen(key(name)),
          [...model].some((offer) => offer.endsWith(name)),
        );
    }),
    { seed: 1 },
  );
});
