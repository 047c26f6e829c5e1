import test from 'ava';
import { Prefetcher } from '../../../src/core/cache/prefetcher.ts';
import { key } from '../../../src/core/ids.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick } from '../../../src/core/time.ts';

function prefetcher(cachePrefetch: Settings['cachePrefetch'], prefetchDepth = 2): Prefetcher {
  return new Prefetcher({ ...DRILL, cacheCoherence: 'ttl', cachePrefetch, prefetchDepth });
}
const copy = (asked: number, until: number, prefetched = false) => ({
  ...{ record: undefined, asked: tick(asked), until: tick(until), prefetched },
});

test('sequential: a miss fetches the next keys in counting, zeros in front kept', (t) => {
  const sequential = prefetcher('sequential');
  t.deepEqual(sequential.wanted(key('k9'), undefined, tick(1)), ['k10', 'k11']);
  t.deepEqual(sequential.wanted(key('page-009'), undefined, tick(1)), ['page-010', 'page-011']);
  t.deepEqual(sequential.wanted(key('name'), undefined, tick(1)), []);
});

test('sequential: only the first use of what was read ahead goes on', (t) => {
  const sequential = prefetcher('sequential');
  t.deepEqual(sequential.wanted(key('k1'), copy(0, 9, true), tick(1)), ['k2', 'k3']);
  t.deepEqual(sequential.wanted(key('k1'), copy(0, 9), tick(1)), []);
});

test('refresh-ahead: a copy that is used in the last quarter of its life is renewed', (t) => {
  const refresh = prefetcher('refresh-ahead');
  t.deepEqual(refresh.wanted(key('k1'), copy(0, 100), tick(75)), []);
  t.deepEqual(refresh.wanted(key('k1'), copy(0, 100), tick(76)), ['k1']);
});

test('successors: what came next the last time is fetched, and what came after that', (t) => {
  const successors = prefetcher('successors');
  for (const name of ['a', 'b', 'c']) successors.wanted(key(name), undefined, tick(1));
  t.deepEqual(successors.wanted(key('a'), undefined, tick(2)), ['b', 'c']);
  successors.wanted(key('d'), undefined, tick(3));
  t.deepEqual(successors.wanted(key('a'), undefined, tick(4)), ['d']);
});
