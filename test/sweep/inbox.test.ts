import test from 'ava';
import { BatchTally } from '../../src/sweep/batch.ts';
import { Inbox } from '../../src/sweep/queue/inbox.ts';
import { areAll, nameOfWorker, processesOf } from '../../src/sweep/queue/job.ts';

function resultOf(testcase: number, from: number, to: number) {
  const tally = new BatchTally(testcase, from);
  for (let seed = from; seed <= to; seed += 1)
    tally.add({ fate: 'held', failures: [], vacuous: [], digest: '0'.repeat(16) });
  return tally.result();
}

test('a batch is answered once every seed of it is known, in whatever order they come', async (t) => {
  const inbox = new Inbox(() => {});
  const answer = inbox.accept({ testcase: 0, from: 1, to: 5 });
  t.deepEqual(inbox.take(), { batch: { testcase: 0, from: 1, to: 5 }, alone: false });
  inbox.hear(resultOf(0, 1, 2), 20);
  inbox.giveBack({ testcase: 0, from: 3, to: 5 });
  const alone = [3, 4, 5].map((seed) => ({ batch: { testcase: 0, from: seed, to: seed }, alone: true }));
  t.deepEqual([inbox.take(), inbox.take(), inbox.take()], alone);
  t.is(inbox.take(), undefined);
  for (const seed of [5, 3, 4]) inbox.hear(resultOf(0, seed, seed), 10);
  const pieces = await answer;
  t.true(areAll(pieces, { testcase: 0, from: 1, to: 5 }));
  t.true(inbox.isIdle);
});

test('seeds that are under way are not begun again before they are known', async (t) => {
  const inbox = new Inbox(() => {});
  const first = inbox.accept({ testcase: 0, from: 1, to: 4 });
  const again = inbox.accept({ testcase: 0, from: 3, to: 6 });
  const other = inbox.accept({ testcase: 1, from: 3, to: 6 });
  t.deepEqual(
    [inbox.take()?.batch, inbox.take()?.batch, inbox.take()?.batch],
    [{ testcase: 0, from: 1, to: 4 }, { testcase: 1, from: 3, to: 6 }, undefined],
  );
  inbox.hear(resultOf(0, 1, 4), 1);
  await first;
  await Promise.resolve();
  t.deepEqual(inbox.take()?.batch, { testcase: 0, from: 3, to: 6 });
  inbox.hear(resultOf(0, 3, 6), 1);
  inbox.hear(resultOf(1, 3, 6), 1);
  t.true(areAll(await again, { testcase: 0, from: 3, to: 6 }));
  t.is((await other).length, 1);
});

test('an answer with a seed missing, twice, of another testcase or from outside is none', (t) => {
  const batch = { testcase: 0, from: 1, to: 4 };
  const of = (...ranges: [number, number, number][]) =>
    ranges.map(([testcase, from, to]) => [resultOf(testcase, from, to), 1] as const);
  t.true(areAll(of([0, 3, 4], [0, 1, 2]), batch));
  for (const pieces of [of(), of([0, 1, 3]), of([0, 1, 3], [0, 3, 4]), of([1, 1, 4]), of([0, 1, 5])])
    t.false(areAll(pieces, batch));
});

test('the name of a worker tells how many processes it has', (t) => {
  t.is(nameOfWorker("the host's name", 12, 8), 'the-host-s-name/12/8');
  t.is(processesOf('abc:w:host/12/8'), 8);
  t.is(processesOf('abc'), 0);
});
