import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../../../src/core/ids.ts';
import { ProbeOrder } from '../../../../src/core/membership/swim/probe-order.ts';
import { RumourQueue } from '../../../../src/core/membership/swim/rumour-queue.ts';
import { openStream } from '../../../../src/lib/chance.ts';

test('each rumour is sent as often as its limit says, the least told first', (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 6 }), (rumours, most) => {
      const queue = new RumourQueue();
      const sent = new Map<number, number>();
      for (let member = 1; member <= rumours; member += 1) queue.add(member);
      while (!queue.isEmpty) {
        for (const member of queue.take(most, 1, 5)) sent.set(member, (sent.get(member) ?? 0) + 1);
        const counts = Array.from({ length: rumours }, (_, index) => sent.get(index + 1) ?? 0);
        t.true(Math.max(...counts) - Math.min(...counts) <= 1);
      }
      t.true(Array.from(sent.values()).every((times) => times === 5));
      t.is(sent.size, rumours);
    }),
    { seed: 2, numRuns: 60 },
  );
});

test('newer word of a member begins anew and is not told twice in one message', (t) => {
  const queue = new RumourQueue();
  queue.add(1);
  queue.take(8, 1, 4);
  queue.take(8, 1, 4);
  queue.add(1);
  queue.add(1);
  for (let nth = 0; nth < 4; nth += 1) t.deepEqual(queue.take(8, 1, 4), [1]);
  t.true(queue.isEmpty);
});

test('everybody is probed once in each pass, each pass in another order, and who is gone is passed over', (t) => {
  const order = new ProbeOrder(openStream(1, 'gossip'));
  const members = Int32Array.from({ length: 12 }, (_, index) => index + 1);
  const pass = (gone = 0) =>
    Array.from({ length: gone === 0 ? 12 : 11 }, () =>
      order.next(
        () => members.filter((id) => id !== gone),
        (id) => id !== gone,
      ),
    );
  const [first, second] = [pass(), pass()];
  t.deepEqual([...first].sort(), [...second].sort());
  t.is(new Set(first).size, 12);
  t.notDeepEqual(first, second);
  t.false(pass(5).includes(nodeId(5)));
});

test('a newcomer is probed in the pass under way', (t) => {
  const order = new ProbeOrder(openStream(2, 'gossip'));
  const members = Int32Array.of(1, 2, 3, 4);
  order.next(
    () => members,
    () => true,
  );
  order.add(nodeId(9));
  const rest = Array.from({ length: 4 }, () =>
    order.next(
      () => members,
      () => true,
    ),
  );
  t.true(rest.includes(nodeId(9)));
});
