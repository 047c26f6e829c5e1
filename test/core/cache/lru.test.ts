import test from 'ava';
import fc from 'fast-check';
import { Lru } from '../../../src/core/cache/lru.ts';

/** The same, by the book: a list from the oldest to the newest. */
class PlainLru {
  list: { key: number; bytes: number }[] = [];
  use(key: number): void {
    const found = this.list.find((one) => one.key === key);
    if (found !== undefined) this.list = [...this.list.filter((one) => one !== found), found];
  }
  put(key: number, bytes: number, bounds: { entries: number; bytes: number }): number[] {
    this.list = [...this.list.filter((one) => one.key !== key), { key, bytes }];
    const gone: number[] = [];
    const sum = () => this.list.reduce((total, one) => total + one.bytes, 0);
    for (let first = this.list[0]; first !== undefined; first = this.list[0]) {
      if (this.list.length <= bounds.entries && sum() <= bounds.bytes) break;
      this.list = this.list.slice(1);
      gone.push(first.key);
    }
    return gone;
  }
}

const deed = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), key: fc.nat(30), bytes: fc.nat(20) }),
  fc.record({ kind: fc.constant('use' as const), key: fc.nat(30), bytes: fc.constant(0) }),
  fc.record({ kind: fc.constant('delete' as const), key: fc.nat(30), bytes: fc.constant(0) }),
);

test('an LRU keeps and lets go what a list in order of use would', (t) => {
  const bounds = { entries: 20, bytes: 150 };
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 200 }), (deeds) => {
      const lru = new Lru<number, number>(bounds);
      const plain = new PlainLru();
      for (const { kind, key, bytes } of deeds) {
        if (kind === 'put') t.deepEqual(lru.put(key, key, bytes), plain.put(key, bytes, bounds));
        else if (kind === 'use') {
          lru.use(key);
          plain.use(key);
        } else {
          lru.delete(key);
          plain.list = plain.list.filter((one) => one.key !== key);
        }
        t.deepEqual(lru.newest(100), plain.list.map((one) => one.key).reverse());
        t.is(
          lru.bytes,
          plain.list.reduce((sum, one) => sum + one.bytes, 0),
        );
      }
    }),
    { seed: 8, numRuns: 100 },
  );
});

test('what is larger than the whole cache is not kept', (t) => {
  const lru = new Lru<string, number>({ entries: 3, bytes: 10 });
  lru.put('a', 1, 5);
  t.deepEqual(lru.put('b', 2, 11), ['a', 'b']);
  t.is(lru.size, 0);
});
