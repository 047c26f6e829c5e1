import { spawnSync } from 'node:child_process';
import test from 'ava';
import { application } from '../cli/application.ts';
import { send } from './clients.ts';
import { TestCluster, until } from './running.ts';

const SIZE = 3;
const CAPACITY = 8;
let cluster: TestCluster;

test.before(async () => {
  cluster = await TestCluster.start(SIZE, [
    ...['--compat', '--storage', 'memory', '--capacity', String(CAPACITY), '--cache', 'lease'],
  ]);
});

test.after.always(async () => {
  await cluster?.stop();
});

const ask = async (url: string) => {
  const { status, body } = await send('GET', url);
  return { status, body: JSON.parse(body) as Record<string, unknown> };
};

test.serial('older clients write and read through the controller, and through any node', async (t) => {
  const set = await ask(`${cluster.controller}/setkey?key=a%20b&value=first`);
  t.deepEqual(set, { status: 200, body: { status: 'success', key: 'a b' } });
  t.deepEqual((await ask(`http://${cluster.node(2)}/getKey?key=a%20b`)).body, { key: 'a b', value: 'first' });
  await ask(`http://${cluster.node(3)}/setKey?key=a%20b&value=second`);
  t.deepEqual((await ask(`${cluster.controller}/getkey?key=a%20b`)).body, { key: 'a b', value: 'second' });
  t.is((await ask(`${cluster.controller}/getkey?key=none`)).status, 404);
  t.is((await ask(`${cluster.controller}/setkey?key=a`)).status, 400);
});

test.serial('older clients see who serves what', async (t) => {
  const { body } = await ask(`${cluster.controller}/api/slaves`);
  const slaves = body['slaves'] as { slaveId: number; status: string }[];
  t.deepEqual(
    slaves.map(({ slaveId, status }) => [slaveId, status]),
    [1, 2, 3].map((number) => [number, 'online']),
  );
  const held = await ask(`${cluster.controller}/api/slave/data?slaveId=2`);
  t.deepEqual(Object.keys(held.body['data'] as object), ['a b']);
  t.is((await ask(`${cluster.controller}/api/slave/data?slaveId=9`)).status, 400);
  const tested = await ask(`${cluster.controller}/api/testKeys`);
  t.is(Object.keys(tested.body['keys'] as object).length, 10);
});

test.serial('a full node forgets what was used least lately, counts it, and deletes nothing', async (t) => {
  for (let nth = 0; nth < 3 * CAPACITY; nth += 1)
    await send('PUT', `http://${cluster.node(1)}/kv/full-${nth}`, '{"value":1}');
  for (let number = 1; number <= SIZE; number += 1) {
    const kept = await until('room', async () => {
      const { body } = await ask(`http://${cluster.node(number)}/getData`);
      const keys = Object.keys(body['data'] as object);
      return keys.length === CAPACITY ? keys : undefined;
    });
    t.true(kept.includes(`full-${3 * CAPACITY - 1}`), kept.join());
    const { body: metrics } = await send('GET', `http://${cluster.node(number)}/metrics`);
    const evicted = /orrery_notes_total\{kind="record-evicted"\} (\d+)/.exec(metrics)?.[1];
    t.true(Number(evicted) >= 2 * CAPACITY, evicted);
  }
  t.is((await send('GET', `http://${cluster.node(2)}/kv/full-0`)).status, 404);
  t.is((await send('PUT', `http://${cluster.node(2)}/kv/full-0`, '{"value":2}')).status, 200);
  t.is((await send('GET', `http://${cluster.node(3)}/kv/full-0`)).body.includes('"value":2'), true);
});

test.serial('the shell tells at the end how long insertions, retrievals and deletions took', (t) => {
  const { stdout } = spawnSync(application, ['shell', '--at', cluster.node(1)], {
    input: 'insert s 1\nget s\nget s\ndelete s\nexit\n',
    encoding: 'utf8',
  });
  t.regex(stdout, /times +mean +median +slowest\ninsertion +1 .*\nretrieval +2 .*\ndeletion +1 /);
});
