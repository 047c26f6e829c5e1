import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { must } from '../../src/lib/assert.ts';
import { temporaryFolder } from '../cli/application.ts';
import { hirePlanted } from './planted-worker.ts';
import { seedsOf, sweepPlanted, upTo } from './swept.ts';

const BROKEN = { broken: [3, 8, 21, 22] };

test('a sweep comes to the same with one worker, two workers and three', async (t) => {
  const [one, ...others] = await Promise.all(
    [1, 2, 3].map((workers) => sweepPlanted([BROKEN, {}], { workers, to: 200 })),
  );
  for (const other of others) t.deepEqual(other.summary, one?.summary);
  t.like(one?.summary, { ended: 'finished', left: 0, wanted: 400 });
  const [first, second] = one?.summary.testcases ?? [];
  t.like(first, { runs: 200, held: 196, broken: 4 });
  t.deepEqual(first?.groups, [
    { kind: 'broken', failure: 'planted: odd one 0', count: 2, seeds: [8, 22] },
    { kind: 'broken', failure: 'planted: odd one 1', count: 2, seeds: [3, 21] },
  ]);
  t.is(first?.digest, second?.digest, 'the same runs have the same digest');
});

test('the seeds of a worker killed from outside are run again, each once', async (t) => {
  const undisturbed = await sweepPlanted([BROKEN], { to: 60 });
  let killed = 0;
  const workers = [hirePlanted(), hirePlanted()];
  const spare = [...workers];
  const { summary, results } = await sweepPlanted([{ ...BROKEN, everyMs: 15 }], {
    to: 60,
    hire: () => spare.pop() ?? hirePlanted(),
    onDone: (done) => {
      if (done < 10 || killed > 0) return;
      killed += 1;
      must(workers[0], 'worker').kill('SIGKILL');
    },
  });
  t.is(killed, 1);
  t.deepEqual(summary, undisturbed.summary);
  t.deepEqual(seedsOf(results), upTo(60));
});

test('a seed that kills each worker is reported as crashed, and no other seed suffers', async (t) => {
  const { summary, results } = await sweepPlanted([{ broken: [4], deadly: [5] }], { workers: 1 });
  t.like(summary.testcases[0], { runs: 40, held: 38, broken: 1, crashed: 1 });
  t.deepEqual(summary.testcases[0]?.groups[0], {
    kind: 'crashed',
    failure: 'crash: the worker died of SIGKILL',
    count: 1,
    seeds: [5],
  });
  t.deepEqual(seedsOf(results), upTo(40));
});

test('a seed that kills a worker once is run again and judged', async (t) => {
  const marker = join(temporaryFolder(t), 'died');
  const { summary } = await sweepPlanted([{ deadlyOnce: { seed: 9, marker }, broken: [9] }], { workers: 1 });
  t.like(summary.testcases[0], { runs: 40, held: 39, broken: 1, crashed: 0 });
});

test('a run without an end is given up when patience ends', async (t) => {
  const { summary } = await sweepPlanted([{ endless: [6] }], { patienceMs: 500, to: 12 });
  t.like(summary.testcases[0], { runs: 12, held: 11, crashed: 1 });
  t.deepEqual(summary.testcases[0]?.groups[0]?.failure, 'crash: the worker was stuck');
});

test('one slow seed does not hold up the others', async (t) => {
  const until = join(temporaryFolder(t), 'go-on');
  const { results } = await sweepPlanted([{ held: { seed: 2, until } }], {
    to: 80,
    onDone: (done) => {
      if (done >= 50) writeFileSync(until, '');
    },
  });
  t.deepEqual(seedsOf(results), upTo(80));
});

test('workers that cannot begin end the sweep with an error', async (t) => {
  await t.throwsAsync(sweepPlanted([{ unborn: true }]), {
    message: /workers die before they begin: status 9/,
  });
});

test('a stopped sweep and one whose time is over go on where they ended', async (t) => {
  const whole = await sweepPlanted([BROKEN]);
  const stopper = new AbortController();
  const stopped = await sweepPlanted([{ ...BROKEN, everyMs: 20 }], {
    stop: stopper.signal,
    onDone: (done) => void (done >= 5 && stopper.abort()),
  });
  t.is(stopped.summary.ended, 'stopped');
  t.is(stopped.summary.left, 40 - seedsOf(stopped.results).length);
  t.true(stopped.summary.left > 0);
  const timed = await sweepPlanted([{ ...BROKEN, endless: [30] }], { past: stopped.results, timeMs: 600 });
  t.is(timed.summary.ended, 'time');
  const past = [...stopped.results, ...timed.results];
  const rest = await sweepPlanted([BROKEN], { past });
  t.deepEqual(rest.summary, whole.summary);
  t.deepEqual(seedsOf([...past, ...rest.results]), upTo(40));
});
