import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import test from 'ava';
import { Client } from '../../src/client/client.ts';
import type { Change } from '../../src/client/watch.ts';
import { temporaryFolder } from '../cli/application.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { Load, send } from './clients.ts';
import { Running, TestCluster, until } from './running.ts';

const SIZE = 4;
/** Longer than anything takes on a machine with much else to do. */
const LONG_MS = 600_000;
let cluster: TestCluster;

test.before(async () => {
  cluster = await TestCluster.start(SIZE);
});

test.after.always(async () => {
  await cluster?.stop();
});

const at = (number: number, path: string): string => `http://${cluster.node(number)}${path}`;
const put = (number: number, key: string, value: unknown, query = '') =>
  send('PUT', at(number, `/kv/${key}${query}`), JSON.stringify({ value }));

test.serial(
  'a put answers when a quorum has it, and the third replica gets it in the background',
  async (t) => {
    const { status, body } = await put(1, 'latent', { any: ['JSON', 1, null] });
    t.is(status, 200);
    t.is(body, '{"status":"success","replicas":2,"note":"background_write_active"}');
    const holders = await until('three replicas', async () => {
      const dumps = await Promise.all(cluster.nodes.map((node) => send('GET', `http://${node}/debug/dump`)));
      const held = dumps.flatMap(({ body: dump }, nth) => (dump.includes('"latent"') ? [nth + 1] : []));
      return held.length === 3 ? held : undefined;
    });
    const { body: partition } = await send('GET', `${cluster.controller}/partition/latent`);
    const told = JSON.parse(partition) as { replica_node_ids: number[]; primary_address: string };
    t.deepEqual(
      told.replica_node_ids.toSorted((a, b) => a - b),
      holders,
    );
    t.is(told.primary_address, cluster.node(told.replica_node_ids[0] ?? 0));
  },
);

test.serial('every node answers for every key, whoever holds it', async (t) => {
  await put(2, 'everywhere', 'x');
  for (let number = 1; number <= SIZE; number += 1) {
    const { status, body } = await send('GET', at(number, '/kv/everywhere'));
    t.is(status, 200);
    t.deepEqual(JSON.parse(body), { found: true, value: 'x', node_id: number });
  }
  t.is((await send('DELETE', at(4, '/kv/everywhere'))).status, 200);
  const gone = await send('GET', at(1, '/kv/everywhere'));
  t.deepEqual([gone.status, gone.body], [404, '{"found":false}']);
  t.is((await send('DELETE', at(3, '/kv/everywhere'))).status, 404);
});

test.serial('conditions are exact: create once, update what is there, replace what was seen', async (t) => {
  const create = () => send('POST', at(1, '/kv/once'), '{"value":1}');
  t.is((await create()).status, 201);
  t.is((await create()).status, 409);
  const seen = await send('GET', at(2, '/kv/once'));
  const condition = { 'if-match': String(seen.headers['etag']) };
  const replace = (number: number, value: number) =>
    send('PUT', at(number, '/kv/once'), JSON.stringify({ value }), condition);
  const both = await Promise.all([replace(3, 2), replace(4, 3)]);
  t.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
  t.is((await send('PUT', at(1, '/kv/never'), '{"value":1}', { 'if-match': '*' })).status, 404);
  t.is((await send('DELETE', at(1, '/kv/once'), undefined, condition)).status, 412);
});

test.serial('each level is served, and the weakest too tells what was written', async (t) => {
  for (const level of ['one', 'quorum', 'linearizable', 'cas']) {
    t.is((await put(1, `level-${level}`, level, `?level=${level}`)).status, 200, level);
    // At level `one` another replica may be asked than the one that has it by now.
    const { body } = await until(`what was written at level ${level}`, async () => {
      const found = await send('GET', at(1, `/kv/level-${level}?level=${level}`));
      return level === 'one' && found.status === 404 ? undefined : found;
    });
    t.is((JSON.parse(body) as { value: unknown }).value, level);
  }
});

test.serial('keys are listed by prefix page by page, and read several at once', async (t) => {
  const names = ['list/a', 'list/b', 'list/c', 'list/d', 'list/é'];
  for (const name of names) await put(1, encodeURIComponent(name), name);
  const listed: string[] = [];
  for (let cursor = ''; ; ) {
    const { body } = await send('GET', at(2, `/kv?prefix=list/&limit=2${cursor}`));
    const page = JSON.parse(body) as { keys: string[]; cursor?: string };
    listed.push(...page.keys);
    if (page.cursor === undefined) break;
    cursor = `&cursor=${page.cursor}`;
  }
  t.deepEqual(listed, names);
  const { body } = await send('GET', at(3, '/kv?key=list/a&key=nobody'));
  t.deepEqual(JSON.parse(body), {
    results: { 'list/a': { found: true, value: 'list/a' }, nobody: { found: false } },
  });
});

test.serial('a value with a time to live is gone some time after it', async (t) => {
  await put(1, 'short', 'lived', '?ttl_ms=50');
  const gone = await until('its end', async () => {
    const { status } = await send('GET', at(2, '/kv/short'));
    return status === 404 ? status : undefined;
  });
  t.is(gone, 404);
});

const bad: readonly (readonly [
  what: string,
  method: string,
  path: string,
  body: string | undefined,
  status: number,
])[] = [
  ['a body that is no JSON', 'PUT', '/kv/k', '{"value":', 400],
  ['no value in the body', 'PUT', '/kv/k', '{"valeu":1}', 400],
  ['a body that is no object', 'PUT', '/kv/k', '[1]', 400],
  ['an empty key', 'GET', '/kv/', undefined, 400],
  ['half of a percent-encoding', 'GET', '/kv/%E', undefined, 400],
  ['bytes that are no UTF-8', 'GET', '/kv/%ff%fe', undefined, 400],
  ['a key that is too long', 'GET', `/kv/${'k'.repeat(1_025)}`, undefined, 414],
  ['a value that is too large', 'PUT', '/kv/k', JSON.stringify({ value: 'v'.repeat(1_100_000) }), 413],
  ['a level that there is not', 'GET', '/kv/k?level=strong', undefined, 400],
  ['a time-out that is no number', 'GET', '/kv/k?timeout_ms=soon', undefined, 400],
  ['a parameter that there is not', 'GET', '/kv/k?lvl=one', undefined, 400],
  ['a cursor that nobody told', 'GET', '/kv?cursor=%00', undefined, 400],
  ['a method that is not for keys', 'PATCH', '/kv/k', '{}', 405],
  ['a page that there is not', 'GET', '/nowhere', undefined, 404],
  ['headers without end', 'GET', '/kv/k', undefined, 431],
];

test.serial('what makes no sense is refused with what would, and harms nobody', async (t) => {
  for (const [what, method, path, body, status] of bad) {
    const headers: Record<string, string> = status === 431 ? { bomb: 'x'.repeat(20_000) } : {};
    const answer = await send(method, at(1, path), body, headers);
    t.is(answer.status, status, what);
    if (status === 431) continue;
    t.is(answer.headers['content-type'], 'application/problem+json', what);
    t.true((JSON.parse(answer.body) as { detail: string }).detail.length > 10, what);
  }
  t.is((await send('GET', at(1, '/health'))).status, 200);
});

type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>>;

test.serial('a node tells its metrics, its ring and what can be asked', async (t) => {
  await put(1, 'measured', 1);
  t.regex(
    (await send('GET', at(1, '/metrics'))).body,
    /orrery_http_requests_total\{method="PUT",status="200"\} \d+/,
  );
  t.is((await send('GET', at(1, '/ready'))).status, 200);
  const { body } = await send('GET', at(1, '/ring'));
  t.is((JSON.parse(body) as { members: unknown[] }).members.length, SIZE);
  const { paths } = JSON.parse((await send('GET', at(1, '/openapi.json'))).body) as { paths: Paths };
  for (const [path, { parameters: _, ...methods }] of Object.entries(paths))
    for (const [method, { responses }] of Object.entries(methods)) {
      const route = path
        .replace('{key}', 'nothing')
        .replace('{id}', '99')
        .replace('/watch', '/watch?after=x');
      if (route === '/cluster/leave') continue;
      const body = method.startsWith('p') ? '{"value":1}' : undefined;
      const { status } = await send(method.toUpperCase(), at(1, route), body);
      t.true(String(status) in responses, `${method} ${route}: ${status}`);
    }
  const config = (count: unknown) =>
    send('POST', `${cluster.controller}/config`, JSON.stringify({ replica_count: count }));
  t.deepEqual(
    [(await config(3)).status, (await config(2)).status, (await config('x')).status],
    [200, 409, 400],
  );
});

test.serial('the client asks the PRIMARY of a key, and another node where that one is away', async (t) => {
  const client = new Client({ nodes: [cluster.node(1), '127.0.0.1:1'], level: 'linearizable' });
  t.teardown(() => client.close());
  for (const key of ['near', 'far', 'elsewhere', 'ünicode/%']) {
    const { body } = await send('GET', at(1, `/partition/${encodeURIComponent(key)}`));
    const { status, address } = await client.put(key, [key, null]);
    t.deepEqual([status, address], [200, (JSON.parse(body) as { primary_address: string }).primary_address]);
    t.like(await client.get(key, { level: 'quorum' }), { body: { value: [key, null] } });
  }
  const { etag = '' } = await client.get('near');
  t.is((await client.put('near', 1, { etag })).status, 200);
  t.is((await client.put('near', 2, { etag })).status, 412);
  t.is((await client.create('near', 3)).status, 409);
  t.is((await client.delete('near', { level: 'cas' })).status, 200);
  const lost = new Client({ nodes: ['127.0.0.1:1'], timeoutMs: 500 });
  await t.throwsAsync(lost.get('near'), { name: 'UnreachableError' });
});

test.serial('a write with a name happens once, however often and wherever it is asked for', async (t) => {
  const create = (number: number, id: string, repeated: boolean) =>
    send('POST', at(number, '/kv/named'), '{"value":1}', {
      'idempotency-key': id,
      ...(repeated ? { 'idempotency-repeated': 'true' } : {}),
    });
  const answers = [
    await create(1, 'the-first-name', false),
    await create(2, 'the-first-name', true),
    await create(3, 'another-name', false),
    await create(3, 'short', false),
  ];
  t.deepEqual(
    answers.map(({ status }) => status),
    [201, 201, 409, 400],
  );
});

test.serial('README shows how a program asks', (t) => {
  const folder = temporaryFolder(t);
  const [, example = ''] =
    /```js\n(import \{ Client \}.*?)```/s.exec(readFileSync(join(repositoryRoot, 'README.md'), 'utf8')) ?? [];
  const text = example
    .replace('./dist/', pathToFileURL(join(repositoryRoot, 'dist/')).href)
    .replaceAll('127.0.0.1:5001', cluster.node(1))
    .replaceAll('127.0.0.1:5002', cluster.node(2));
  writeFileSync(join(folder, 'example.mjs'), text);
  const { stdout, stderr } = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  t.is(stderr, '');
  t.regex(
    stdout,
    /^\{ found: true, value: \{ text: 'hello' \}, node_id: \d \}\n412\ngreeting changed by somebody else\n$/,
  );
});

test.serial('the controller tells over Socket.IO how the cluster is, and what it holds', async (t) => {
  // As a browser that polls: a session, a namespace, and then what there is to tell.
  const base = `${cluster.controller}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await send('GET', base)).body.slice(1)) as { sid: string };
  await send('POST', `${base}&sid=${sid}`, '40');
  let heard = '';
  await until('both events', async () => {
    heard += (await send('GET', `${base}&sid=${sid}`)).body;
    return heard.includes('"data_update"') ? true : undefined;
  });
  t.regex(heard, /42\["cluster_update",\{"status":"ready","replica_count":3,.*"ring":\{"epoch":\d+/);
  t.regex(heard, /42\["data_update",\{"nodes":\[\{"node_id":1,"address":"[\d.:]+","keys":\d+\}/);
});

test.serial('a peer that speaks garbage is hung up on, and harms nobody', async (t) => {
  const { hostilePeer } = await import('./hostile-peer.ts');
  t.regex(await hostilePeer(cluster.node(1), 'no hello'), /the first frame is no Hello/);
  t.regex(await hostilePeer(cluster.node(1), 'other cluster'), /it belongs to the cluster 'another'/);
  t.regex(await hostilePeer(cluster.node(1), 'noise'), /it sent what is no message/);
  t.is((await send('GET', at(1, '/kv/latent'))).status, 200);
});

test.serial(
  'a watch goes on where it got to, unless that is too long ago to know what was deleted',
  async (t) => {
    await put(1, 'seen/a', 1);
    await put(2, 'seen/b', 2);
    const client = new Client({ nodes: [cluster.node(3)] });
    t.teardown(() => client.close());
    const next = async (changes: AsyncGenerator<Change>, isIt: (change: Change) => boolean) => {
      for (;;) {
        const { value } = await changes.next();
        if (isIt(value as Change)) return value as Change;
      }
    };
    const changes = client.watch({ prefix: 'seen/' });
    t.like(await next(changes, ({ key }) => key === 'seen/b'), { value: 2, isDeleted: false });
    await send('DELETE', at(4, '/kv/seen%2Fa'));
    await next(changes, ({ key, isDeleted }) => key === 'seen/a' && isDeleted);
    await put(4, 'seen/c', [3]);
    const { position = '', etag = '' } = await next(changes, ({ key }) => key === 'seen/c');
    await put(1, 'seen/c', 4, '?level=cas');
    const later = client.watch({ key: 'seen/c' }, { after: position });
    t.like(await next(later, ({ value }) => value === 4), { key: 'seen/c', isDeleted: false });
    t.is((await client.put('seen/c', 5, { etag })).status, 412);
    await Promise.all([changes.return(undefined), later.return(undefined)]);
    const old = Buffer.from('[1,[[1,1,1]]]').toString('base64url');
    await t.throwsAsync(client.watch({ key: 'k' }, { after: old }).next(), { message: /watch without it/ });
    await t.throwsAsync(client.watch({ key: 'k' }, { after: 'x' }).next(), { message: /no position/ });
  },
);

const requests = (load: Load, more: number) => {
  const enough = load.requests + more;
  return until('some requests', async () => (load.requests >= enough ? true : undefined));
};

test.serial(
  'nodes that are killed, or stopped and started again, one after the other under load fail no request elsewhere, and no acknowledged write is lost',
  async (t) => {
    t.timeout(LONG_MS);
    const load = new Load(cluster.nodes, 8, 'load');
    const watched = new Map<string, unknown>();
    void watchInto(watched, 'load-');
    await requests(load, 100);
    for (const [nth, node] of cluster.nodes.entries()) {
      const starts = (await cluster.report()).map(({ starts: so }, other) => (other === nth ? so + 1 : so));
      load.hurts(node);
      await cluster.kill([nth + 1], nth % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
      await requests(load, 100);
      await cluster.whole(starts);
      load.healed(node);
      await requests(load, 100);
    }
    await load.stop();
    t.deepEqual(load.failures, []);
    t.true(load.acknowledged.size > 0);
    await allFound(t, load);
    await until('the watch to tell what was acknowledged', async () =>
      [...load.acknowledged].every(([key, value]) => watched.get(key) === value) ? true : undefined,
    );
    // The power fails everywhere at once.
    const starts = (await cluster.report()).map(({ starts: so }) => so + 1);
    await cluster.kill([1, 2, 3, 4]);
    await cluster.whole(starts);
    await allFound(t, load);
  },
);

test.serial(
  'a node enters under load and another leaves, and nothing that was acknowledged is lost',
  async (t) => {
    t.timeout(LONG_MS);
    const load = new Load(cluster.nodes, 8, 'ring');
    await requests(load, 100);
    const told = (...words: string[]) =>
      new Running([...words, '--at', cluster.controller.replace('http://', '')]);
    const add = told('add-node');
    t.is(await add.ended, 0, add.output);
    t.regex(add.output, /epoch \d+, joining: 5/);
    await requests(load, 100);
    load.hurts(cluster.node(2));
    const remove = told('remove-node', '2');
    t.is(await remove.ended, 0, remove.output);
    t.regex(remove.output, /epoch \d+, leaving: 2/);
    await until('the end of its process', async () =>
      (await cluster.report()).some(({ node_id: id }) => id === 2) ? undefined : true,
    );
    await requests(load, 100);
    await load.stop();
    t.deepEqual(load.failures, []);
    const { body } = await send('GET', at(1, '/ring'));
    const owners = JSON.parse(body) as { members: { node_id: number; share: number }[]; pending: unknown };
    const { members, pending } = owners;
    t.deepEqual([members.map(({ node_id: id }) => id), pending], [[1, 3, 4, 5], null]);
    t.true(Math.abs(members.reduce((sum, { share }) => sum + share, 0) - 1) < 0.001);
    await allFound(t, load, [1, 3, 4, 5]);
    const gone = (await cluster.report()).find(({ node_id: id }) => id === 5);
    t.is((await send('DELETE', `${cluster.controller}/cluster/nodes/5?dead=true`)).status, 409);
    t.is((await send('DELETE', `${cluster.controller}/cluster/nodes/9`)).status, 404);
    t.is((await send('POST', at(1, '/cluster/change'), '{"action":"cancel"}')).status, 409);
    t.is((await send('POST', at(1, '/cluster/change'), '{"action":"stop"}')).status, 400);
    t.is(gone?.status, 'online');
    // Gone for good, before it can be started again; the others keep three copies of everything.
    await until('its burial', async () => {
      await cluster.kill([4]);
      const { status } = await send('DELETE', `${cluster.controller}/cluster/nodes/5?dead=true`);
      return status === 202 ? true : undefined;
    });
    await until('a ring without it', async () => {
      const ring = JSON.parse((await send('GET', at(1, '/ring'))).body) as typeof owners;
      return ring.pending === null && ring.members.length === 3 ? true : undefined;
    });
    t.deepEqual(
      (await cluster.report()).map(({ node_id: id }) => id),
      [1, 3, 4],
    );
    await allFound(t, load, [1, 3, 4]);
  },
);

/** For as long as somebody tells. */
async function watchInto(watched: Map<string, unknown>, prefix: string): Promise<void> {
  const client = new Client({ nodes: cluster.nodes, timeoutMs: 60_000 });
  for await (const { key, value } of client.watch({ prefix })) watched.set(key, value);
}

async function allFound(
  t: { readonly deepEqual: (a: unknown, b: unknown) => unknown },
  load: Load,
  nodes: readonly number[] = [1, 2, 3, 4],
): Promise<void> {
  const lost: string[] = [];
  let turn = 0;
  for (const [key, value] of load.acknowledged) {
    turn += 1;
    const { body } = await send('GET', at(nodes[turn % nodes.length] ?? 1, `/kv/${key}`));
    if (!body.startsWith(`{"found":true,"value":${value},`)) lost.push(`${key}=${value}: ${body}`);
  }
  t.deepEqual(lost, []);
}
