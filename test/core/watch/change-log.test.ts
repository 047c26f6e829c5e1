import test from 'ava';
import fc from 'fast-check';
import { key } from '../../../src/core/ids.ts';
import { ChangeLog } from '../../../src/core/watch/change-log.ts';

const all = () => true;
const [a, b, c] = [key('a'), key('b'), key('c')];

test('a key stands at its latest change only, and one that is gone nowhere', (t) => {
  const log = new ChangeLog([a, b]);
  log.add(c);
  log.add(a);
  t.deepEqual(log.since(0, all, 9), { keys: [b, c, a], upTo: 4 });
  log.remove(c);
  t.deepEqual(log.since(2, all, 9), { keys: [a], upTo: 4 });
});

test('a page ends at its last key, and goes on behind it', (t) => {
  const log = new ChangeLog([a, b, c]);
  t.deepEqual(log.since(0, all, 2), { keys: [a, b], upTo: 2 });
  t.deepEqual(log.since(2, all, 2), { keys: [c], upTo: 3 });
  t.deepEqual(
    log.since(0, (one) => one === c, 2),
    { keys: [c], upTo: 3 },
  );
});

test('whoever reads page by page while keys change reads the latest change of each', (t) => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 400 }), fc.integer({ min: 1, max: 5 }), (changes, limit) => {
      const log = new ChangeLog([]);
      const read = new Map<string, number>();
      const latest = new Map<string, number>();
      let upTo = 0;
      const turn = () => {
        const page = log.since(upTo, all, limit);
        for (const one of page.keys) read.set(one, latest.get(one) ?? 0);
        upTo = page.upTo;
      };
      for (const [at, change] of changes.entries()) {
        log.add(key(`k${change}`));
        latest.set(`k${change}`, at);
        if (at % 3 === 0) turn();
      }
      while (upTo < log.last) turn();
      t.deepEqual(new Map([...read].sort()), new Map([...latest].sort()));
    }),
    { seed: 1, numRuns: 50 },
  );
});
