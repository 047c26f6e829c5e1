import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { Client } from '../../src/client/client.ts';
import { temporaryFolder } from '../cli/application.ts';
import { follow } from '../cli/follow.ts';
import { writeCertificate } from './certificate.ts';
import { send } from './clients.ts';
import { freePorts, Running, until } from './running.ts';
import { StoreClient } from './store-client.ts';

test('nodes that are encrypted believe each other by certificate, find each other by a scan, and let readers read', async (t) => {
  const folder = temporaryFolder(t);
  const { cert, key } = writeCertificate(folder);
  const port = await freePorts(3);
  const range = `127.0.0.1:${port}-${port + 2}`;
  const address = (nth: number) => `127.0.0.1:${port + nth}`;
  const serve = (nth: number, files: { readonly cert: string; readonly key: string }, authority = cert) =>
    new Running(
      [
        ...['serve', '--listen', address(nth), '--scan', range, '--replicas', '2'],
        ...['--tls-cert', files.cert, '--tls-key', files.key, '--tls-ca', authority],
      ],
      { ORRERY_TOKEN: 'writes', ORRERY_READ_TOKEN: 'reads' },
    );
  const nodes = [serve(0, { cert, key }), serve(1, { cert, key })];
  t.teardown(() => Promise.all(nodes.map((node) => node.stop('SIGKILL'))));
  const client = (token: string) =>
    new Client({ nodes: [address(0), address(1)], token, ca: readFileSync(cert, 'utf8') });
  const [writer, reader, stranger] = [client('writes'), client('reads'), client('nothing')];
  await until('both nodes', async () => {
    const told = await writer.ask('GET', '/ring').catch(() => undefined);
    const { members = [], pending } = (told?.body ?? {}) as { members?: object[]; pending?: unknown };
    return members.length === 2 && pending === null ? true : undefined;
  });
  t.like(await writer.put('k', { a: 1 }, { level: 'cas' }), { status: 200 });
  t.like(await reader.get('k'), { status: 200, body: { value: { a: 1 } } });
  t.is((await reader.put('k', 2)).status, 403);
  t.is((await reader.ask('POST', '/cluster/leave')).status, 403);
  t.is((await stranger.get('k')).status, 401);
  t.is((await send('GET', `http://${address(0)}/health`)).status, 0);
  const told = await follow(['get', 'k', '--at', address(1), '--tls-ca', cert], folder, {
    ORRERY_TOKEN: 'reads',
  });
  t.regex(told.stdout, /"value":\{"a":1\}/);
  const store = new StoreClient(address(1), { ca: readFileSync(cert), token: 'reads' });
  t.like(await store.ask('Get', { key: 'k' }), { found: true, value: '{"a":1}' });
  t.like(await store.ask('Delete', { key: 'k' }), { status: 'PERMISSION_DENIED' });
  store.close();
  // Who knows the token and has no certificate of theirs is no peer.
  mkdirSync(join(folder, 'other'));
  const other = serve(2, writeCertificate(join(folder, 'other')));
  nodes.push(other);
  await other.says('cannot join there');
  t.is(((await writer.ask('GET', '/nodes')).body as { nodes: object[] }).nodes.length, 2);
  t.deepEqual(await Promise.all(nodes.map((node) => node.stop())), [0, 0, 0]);
  await Promise.all([writer, reader, stranger].map((one) => one.close()));
});

test('what would leave a node open, or half encrypted, is refused with what is missing', async (t) => {
  const folder = temporaryFolder(t);
  const { cert } = writeCertificate(folder);
  const refused = async (...words: string[]) => {
    const { status, stderr } = await follow(['serve', '--listen', '127.0.0.1:0', ...words], folder);
    return `${status}: ${stderr}`;
  };
  t.regex(await refused('--tls-cert', cert), /^3: .*--tls-key/);
  t.regex(await refused('--tls-cert', cert, '--tls-key', 'nowhere'), /^3: --tls-key cannot be read/);
  t.regex(await refused('--tls-cert', cert, '--tls-key', cert), /^3: --tls-cert and --tls-key/);
  t.regex(await refused('--read-token', 'r'), /^3: .*give a --token/);
  t.regex(
    await refused('--scan', '127.0.0.1:9-5'),
    /^64: --scan is "127.0.0.1:9-5"; allowed: host:first-last/,
  );
});
