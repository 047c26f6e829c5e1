import test from 'ava';
import fc from 'fast-check';
import { InvariantError } from '../../src/lib/assert.ts';
import { EventQueue } from '../../src/sim/event-queue.ts';

/** Everything that is due now, as the numbers in `a`. */
function popAll(queue: EventQueue): readonly number[] {
  const popped: number[] = [];
  for (let slot = queue.pop(); slot !== -1; slot = queue.pop()) popped.push(queue.a(slot));
  return popped;
}

test('events come by tick, then in the order pushed, within the horizon and far beyond it', (t) => {
  const near = fc.nat(20);
  const far = fc.integer({ min: 1_000, max: 5_000 });
  const pushes = fc.array(fc.record({ pushedAt: fc.nat(3_000), delay: fc.oneof(near, far) }), {
    maxLength: 120,
  });
  fc.assert(
    fc.property(pushes, (events) => {
      const queue = new EventQueue();
      const inOrder = events
        .map((event, n) => ({ ...event, n }))
        .sort((a, b) => a.pushedAt - b.pushedAt || a.n - b.n);
      const due = inOrder.map((event, order) => ({ at: event.pushedAt + event.delay, order }));
      const expected = due
        .toSorted((a, b) => a.at - b.at || a.order - b.order)
        .map(({ at, order }) => [at, order]);
      const popped: number[][] = [];
      let pushed = 0;
      while (popped.length < due.length) {
        for (; inOrder[pushed]?.pushedAt === queue.now; pushed += 1)
          queue.push(due[pushed]?.at ?? -1, 1, 2, pushed, 3, undefined);
        for (const order of popAll(queue)) popped.push([queue.now, order]);
        queue.advance();
      }
      t.deepEqual(popped, expected);
      t.is(queue.size, 0);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('an event pushed for now while now is played comes last in the same tick', (t) => {
  const queue = new EventQueue();
  queue.push(0, 1, 1, 10, 0, undefined);
  queue.push(0, 1, 1, 11, 0, undefined);
  t.is(queue.a(queue.pop()), 10);
  queue.push(0, 1, 1, 12, 0, undefined);
  t.deepEqual(popAll(queue), [11, 12]);
});

test('a slot gives back all that was pushed, and the queue forgets the reference', (t) => {
  const queue = new EventQueue();
  const message = { kind: 'gossip' };
  queue.push(0, 7, 2 ** 31 - 1, -5, 2 ** 31 - 1, message);
  const slot = queue.pop();
  t.deepEqual(
    [queue.kind(slot), queue.host(slot), queue.a(slot), queue.b(slot)],
    [7, 2 ** 31 - 1, -5, 2 ** 31 - 1],
  );
  t.is(queue.takeReference(slot), message);
  t.is(queue.takeReference(slot), undefined);
});

test('slots are used again, and their events do not mix, however many are open', (t) => {
  const queue = new EventQueue();
  const most = new Set<number>();
  for (let n = 0; n < 3_000; n += 1) queue.push(1 + (n % 2), 1, n, n, n, undefined);
  t.is(queue.size, 3_000);
  queue.advance();
  for (let round = 0; round < 5; round += 1) {
    for (let slot = queue.pop(); slot !== -1; slot = queue.pop()) {
      most.add(slot);
      const [host, a, b] = [queue.host(slot), queue.a(slot), queue.b(slot)];
      if (host !== a || a !== b) t.fail(`slot ${slot} holds ${host}, ${a}, ${b}`);
      queue.push(queue.now + 2, 1, a, a, a, undefined);
    }
    queue.advance();
  }
  t.is(queue.size, 3_000);
  t.true(most.size < 3_000 + 4 * 16, 'no slots more than events are open, but for the ends of ticks');
});

test('nothing can be pushed into the past, and no tick left behind', (t) => {
  const queue = new EventQueue();
  queue.advance();
  t.throws(() => queue.push(0, 1, 1, 1, 1, undefined), { instanceOf: InvariantError, message: /past/ });
  queue.push(1, 1, 1, 1, 1, undefined);
  t.throws(() => queue.advance(), { instanceOf: InvariantError, message: /still due/ });
});
