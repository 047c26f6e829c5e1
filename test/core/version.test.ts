import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../src/core/ids.ts';
import { VersionClock } from '../../src/core/replication/version-clock.ts';
import { tick } from '../../src/core/time.ts';
import type { Version } from '../../src/core/version.ts';
import { compareVersion, formatVersion } from '../../src/core/version.ts';

const version = fc.record({
  counter: fc.nat(3),
  writer: fc.integer({ min: 1, max: 3 }).map(nodeId),
  incarnation: fc.integer({ min: 1, max: 3 }),
});

test('the order of versions is total: antisymmetric, transitive, and equal only for the same write', (t) => {
  const wrong: Version[][] = [];
  fc.assert(
    fc.property(version, version, version, (a, b, c) => {
      const same = formatVersion(a) === formatVersion(b);
      const [ab, ba, bc, ac] = [
        compareVersion(a, b),
        compareVersion(b, a),
        compareVersion(b, c),
        compareVersion(a, c),
      ];
      const lawful =
        Math.sign(ab) === 0 - Math.sign(ba) && (ab === 0) === same && !(ab <= 0 && bc <= 0 && ac > 0);
      if (!lawful) wrong.push([a, b, c]);
    }),
    { seed: 1, numRuns: 2_000 },
  );
  t.deepEqual(wrong, []);
});

test('the counter weighs most, then the writer, then its incarnation', (t) => {
  const of = (counter: number, writer: number, incarnation: number): Version => ({
    ...{ counter, incarnation },
    writer: nodeId(writer),
  });
  const ascending = [of(1, 9, 9), of(2, 1, 9), of(2, 2, 1), of(2, 2, 2)];
  t.deepEqual(ascending.toReversed().sort(compareVersion), ascending);
});

test('a version clock never issues a counter twice, and each is above all it has seen', (t) => {
  fc.assert(
    fc.property(fc.array(fc.oneof(version, fc.nat(5))), (steps) => {
      const clock = new VersionClock(nodeId(7), 1, true);
      let seen = 0;
      for (const step of steps) {
        if (typeof step === 'object') {
          clock.observe(step);
          seen = Math.max(seen, step.counter);
          continue;
        }
        const { counter, writer } = clock.next(tick(step));
        t.true(counter > seen && counter >= step && writer === nodeId(7));
        seen = counter;
      }
    }),
    { seed: 2 },
  );
});
