import test from 'ava';
import { send } from './clients.ts';
import { openLoneServer } from './lone-server.ts';
import { StoreClient } from './store-client.ts';

test('a plain client of gRPC gets, puts, deletes and watches what HTTP does', async (t) => {
  const { address } = await openLoneServer(t, { maxValueBytes: 1_000 });
  const client = new StoreClient(address);
  t.teardown(() => client.close());
  t.like(await client.ask('Get', { key: 'k' }), { found: false });
  t.like(await client.ask('Delete', { key: 'k' }), { status: 'NOT_FOUND' });
  t.like(await client.ask('Put', { key: 'k', value: '{"a":"ü"}', ifAbsent: true }), { replicas: 1 });
  t.like(await client.ask('Put', { key: 'k', value: '1', ifAbsent: true }), {
    status: 'FAILED_PRECONDITION',
  });
  const got = (await client.ask('Get', { key: 'k', level: 'LINEARIZABLE' })) as { readonly etag: string };
  t.like(got, { found: true, value: '{"a":"ü"}' });
  t.like(await client.ask('Put', { key: 'k', value: '2', ifEtag: got.etag }), { inBackground: false });
  t.like(await client.ask('Put', { key: 'k', value: '3', ifEtag: got.etag }), {
    status: 'FAILED_PRECONDITION',
  });
  const over = await send('GET', `http://${address}/kv/k`);
  t.regex(over.body, /"value":2,/);

  for (const [request, status] of [
    [{ key: '', value: '1' }, 'INVALID_ARGUMENT'],
    [{ key: 'k', value: '{' }, 'INVALID_ARGUMENT'],
    [{ key: 'k', value: '1,"other":2' }, 'INVALID_ARGUMENT'],
    [{ key: 'k', value: '1', timeoutMs: 100_000 }, 'INVALID_ARGUMENT'],
    [{ key: 'k', value: `"${'v'.repeat(2_000)}"` }, 'RESOURCE_EXHAUSTED'],
    [{ key: 'k'.repeat(2_000), value: '1' }, 'INVALID_ARGUMENT'],
  ] as const)
    t.like(await client.ask('Put', request), { status }, JSON.stringify(request).slice(0, 50));

  const heard: object[] = [];
  const call = client.watch({ prefix: 'k' });
  for await (const event of call) {
    heard.push(event);
    if ('changed' in event && heard.length < 3) void client.ask('Delete', { key: 'k' });
    if (JSON.stringify(event).includes('"deleted":true')) break;
  }
  t.like(heard[0], { changed: { key: 'k', value: '2' } });
  const wrong = client.watch({ key: 'k', after: 'x' });
  await t.throwsAsync(
    async () => {
      for await (const event of wrong) t.falsy(event);
    },
    { message: /INVALID_ARGUMENT: 'x' is no position/ },
  );
});

test('a token is asked for over gRPC too, and who may read may not write', async (t) => {
  const { address } = await openLoneServer(t, { token: 'writes', readToken: 'reads' });
  const clients = [undefined, 'reads', 'writes'].map(
    (token) => new StoreClient(address, token === undefined ? {} : { token }),
  );
  const answers = await Promise.all(
    clients.map(async (client) => [
      await client.ask('Get', { key: 'k' }),
      await client.ask('Put', { key: 'k', value: '1' }),
    ]),
  );
  t.like(answers[0], [{ status: 'UNAUTHENTICATED' }, { status: 'UNAUTHENTICATED' }]);
  t.like(answers[1], [{ found: false }, { status: 'PERMISSION_DENIED' }]);
  t.like(answers[2]?.[1], { replicas: 1 });
  for (const client of clients) client.close();
});
