import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { must } from '../../src/lib/assert.ts';
import { Broker } from '../../src/sweep/queue/broker.ts';
import { discard, salvage } from '../../src/sweep/queue/salvage.ts';
import { BUILD, byQueue, reach, station } from './queued.ts';
import { redisFor } from './redis-server.ts';
import { seedsOf, sweepPlanted, upTo } from './swept.ts';

const PLAN = { broken: [3, 8, 21, 22], everyMs: 4 };

test.serial('a sweep through a queue comes to the same as one by local workers', async (t) => {
  const redis = await redisFor(t);
  if (redis === undefined) return;
  const plans = [{ ...PLAN, deadly: [5] }, {}];
  const broker = await reach(t, redis.url);
  for (let i = 0; i < 2; i += 1) station(t, await reach(t, redis.url));
  const [there, here] = await Promise.all([
    sweepPlanted(plans, { to: 80, drive: byQueue(broker, plans) }),
    sweepPlanted(plans, { to: 80 }),
  ]);
  t.deepEqual(there.summary, here.summary);
  t.like(there.summary.testcases[0], { runs: 80, held: 75, broken: 4, crashed: 1 });
  t.deepEqual(await broker.redis.keys('*'), [], 'nothing is left behind');
});

test.serial(
  'while Redis is away everybody waits; what it kept and what it forgot are done once',
  async (t) => {
    const redis = await redisFor(t);
    if (redis === undefined) return;
    const news: boolean[] = [];
    const broker = await reach(t, redis.url, (away) => news.push(away));
    station(t, await reach(t, redis.url));
    let killed = false;
    let flushed = false;
    const { summary, results } = await sweepPlanted([PLAN], {
      to: 300,
      drive: byQueue(broker, [PLAN]),
      onDone: (done) => {
        if (done > 50 && !killed) {
          killed = true;
          void redis.kill().then(() => redis.start());
        } else if (done > 150 && !flushed) {
          flushed = true;
          void broker.redis.flushall();
        }
      },
    });
    t.deepEqual(news.slice(0, 2), [true, false]);
    t.deepEqual([killed, flushed], [true, true]);
    t.deepEqual(seedsOf(results), upTo(300));
    t.deepEqual(summary, (await sweepPlanted([PLAN], { to: 300 })).summary);
  },
);

test.serial(
  'a sweep that nobody goes on with leaves what was done to be fetched, each seed once',
  async (t) => {
    const redis = await redisFor(t);
    if (redis === undefined) return;
    const stopper = new AbortController();
    const lost = await reach(t, redis.url);
    const { stop } = station(t, await reach(t, redis.url));
    const first = await sweepPlanted([PLAN], {
      to: 200,
      drive: byQueue(lost, [PLAN], 'sweep-a'),
      stop: stopper.signal,
      onDone: (done) => void (done >= 40 && stopper.abort()),
    });
    t.is(first.summary.ended, 'stopped');
    await stop();
    const broker = await reach(t, redis.url);
    const fetched = await salvage(broker, 'sweep-a');
    t.true(fetched.length > 0, 'what was under way was finished');
    await discard(broker, 'sweep-a');
    t.deepEqual(await broker.redis.keys('*'), []);
    const past = [...first.results, ...fetched];
    station(t, await reach(t, redis.url));
    const rest = await sweepPlanted([PLAN], { to: 200, past, drive: byQueue(broker, [PLAN], 'sweep-b') });
    t.deepEqual(seedsOf([...past, ...rest.results]), upTo(200));
    t.deepEqual(rest.summary, (await sweepPlanted([PLAN], { to: 200 })).summary);
  },
);

test.serial(
  'a worker of another build, or on which the same run differs, is refused and told why',
  async (t) => {
    const redis = await redisFor(t);
    if (redis === undefined) return;
    const broker = await reach(t, redis.url);
    const stopper = new AbortController();
    const drive = byQueue(broker, [PLAN]);
    const swept = sweepPlanted([PLAN], { to: 9, drive, stop: stopper.signal });
    const wrong = [
      [{ version: '2' }, /sweep-a is not ours: it is of version 1, this is 2$/],
      [{ program: 'q' }, /it is of build p, this is q$/],
      [
        { digest: 'e', node: 'm' },
        /the same run comes to digest d under its Node n, and to e under Node m here$/,
      ],
    ] as const;
    for (const [difference, message] of wrong) {
      const { ended } = station(t, await reach(t, redis.url), { build: { ...BUILD, ...difference } });
      await t.throwsAsync(ended, { name: 'OtherBuildError', message });
    }
    t.deepEqual(await broker.redis.keys('*:stalled'), [], 'none of them has been at the queue');
    stopper.abort();
    t.is((await swept).summary.left, 9);
  },
);

test.serial(
  'the older of two sweeps is done first, and one that nobody feeds does not hold up another',
  async (t) => {
    const redis = await redisFor(t);
    if (redis === undefined) return;
    const broker = await reach(t, redis.url);
    const served: string[] = [];
    const fed = (id: string, since: number) =>
      sweepPlanted([PLAN], { to: 20, drive: byQueue(broker, [PLAN], id, since) });
    await broker.redis.hset(
      broker.key('sweeps'),
      'sweep-0',
      JSON.stringify({ id: 'sweep-0', name: '', build: BUILD, testcases: [], patienceMs: 1, since: 0 }),
    );
    const both = Promise.all([fed('sweep-b', 2), fed('sweep-a', 1)]);
    const queues = [broker.queue('sweep-a'), broker.queue('sweep-b')];
    for (const queue of queues) while ((await queue.getWaitingCount()) === 0) await pause(20);
    station(t, await reach(t, redis.url), { onServe: ({ id }) => served.push(id) });
    t.deepEqual(
      (await both).map(({ results }) => seedsOf(results)),
      [upTo(20), upTo(20)],
    );
    t.deepEqual(served, ['sweep-a', 'sweep-b']);
  },
);

test.serial('workers that cannot begin end the station, and the sweep waits for others', async (t) => {
  const redis = await redisFor(t);
  if (redis === undefined) return;
  const broker = await reach(t, redis.url);
  const stopper = new AbortController();
  const plan = { unborn: true };
  const swept = sweepPlanted([plan], { to: 5, drive: byQueue(broker, [plan]), stop: stopper.signal });
  const { ended } = station(t, await reach(t, redis.url));
  await t.throwsAsync(ended, { message: /workers die before they begin: status 9/ });
  stopper.abort();
  t.is((await swept).summary.left, 5);
});

test.serial('a seed with which one worker after the other is lost counts as crashed', async (t) => {
  const redis = await redisFor(t);
  if (redis === undefined) return;
  const broker = await reach(t, redis.url);
  const silent = broker.worker('sweep-a', () => new Promise(() => {}), {
    ...{ concurrency: 10, lockDuration: 50, skipLockRenewal: true, stalledInterval: 50, maxStalledCount: 0 },
  });
  t.teardown(() => silent.close(true));
  const { summary, results } = await sweepPlanted([{}], { to: 3, drive: byQueue(broker, [{}]) });
  t.deepEqual(seedsOf(results), upTo(3));
  t.like(summary.testcases[0], { held: 0, crashed: 3 });
  t.is(summary.testcases[0]?.groups[0]?.failure, 'crash: its workers were lost');
});

test('where no Redis answers, the place and the reason are told', async (t) => {
  const error = await t.throwsAsync(Broker.reach('redis://user:secret@127.0.0.1:1', () => {}));
  t.is(error?.name, 'QueueError');
  t.regex(
    must(error, 'an error').message,
    /^redis:\/\/127\.0\.0\.1:1: no Redis can be used there, .*ECONNREFUSED/,
  );
});
