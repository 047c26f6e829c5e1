import { mkdirSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { application, runShell, temporaryFolder } from '../cli/application.ts';
import { send } from './clients.ts';
import { openLoneServer } from './lone-server.ts';
import { freePorts, Running, until } from './running.ts';

const PROBLEM = /content-type: application\/problem\+json\r\n/;

/** Says something, and nothing more. @returns all that comes back until the other end hangs up */
function say(address: string, words: string): Promise<string> {
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host);
  let heard = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    heard += part;
  });
  socket.on('error', () => {});
  if (words !== '') socket.write(words);
  return new Promise((resolve) => socket.once('close', () => resolve(heard)));
}

test('who stops in the middle of a request, or says nothing at all, is hung up on', async (t) => {
  const { address } = await openLoneServer(t, { requestTimeoutMs: 2_000 });
  const answers = await Promise.all([
    say(address, 'GET /kv/k HTTP/1.1\r\nho'),
    say(address, 'PUT /kv/k HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"value":'),
    say(address, 'POST /kv/k HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"va'),
    say(address, ''),
    say(address, 'PRI * HT'),
  ]);
  for (const answer of answers.slice(0, 3)) {
    t.regex(answer, /^HTTP\/1.1 408 /);
    t.regex(answer, PROBLEM);
  }
  t.is(answers[3], '');
  t.is((await send('PUT', `http://${address}/kv/k`, '{"value":1}')).status, 200);
});

test('what is no HTTP, or more of it than anybody needs, is answered with a problem', async (t) => {
  const { address } = await openLoneServer(t);
  for (const [words, status] of [
    ['hello\r\n\r\n', 400],
    ['GET /kv/k HTTP/1.1\r\n\r\n', 400],
    ['GET /kv/k HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n', 400],
    [`GET /kv/k HTTP/1.1\r\nhost: x\r\nbomb: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    [`GET /${'k'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`, 431],
    ['\0'.repeat(1_000), 400],
  ] as const) {
    const answer = await say(address, words.replace('\r\nhost', '\r\nconnection: close\r\nhost'));
    t.regex(answer, new RegExp(`^HTTP/1.1 ${status} `), words.slice(0, 60));
  }
  t.is((await send('GET', `http://${address}/kv/k`)).status, 404);
});

test('ten thousand connections are answered, in bounded memory', async (t) => {
  const count = 10_000;
  const limit = Number(runShell('ulimit -Hn', temporaryFolder(t)));
  if (limit < count + 500) {
    t.log(`SKIPPED: only ${limit} files may be open here`);
    t.pass();
    return;
  }
  const port = await freePorts(1);
  const node = new Running(['serve', '--listen', `127.0.0.1:${port}`, '--replicas', '1']);
  t.teardown(() => node.stop('SIGKILL'));
  await node.says('listening');
  const sockets: Socket[] = [];
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
  });
  let answered = 0;
  const open = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      sockets.push(socket);
      socket.once('error', reject);
      // Most are only there.
      if (sockets.length % 10 > 0) return void socket.once('connect', () => resolve());
      socket.once('data', (part) => {
        if (String(part).startsWith('HTTP/1.1 404 ')) answered += 1;
        resolve();
      });
      socket.write('GET /kv/k HTTP/1.1\r\nhost: x\r\n\r\n');
    });
  while (sockets.length < count) await Promise.all(Array.from({ length: 500 }, open));
  t.is(answered, count / 10);
  t.is((await send('PUT', `http://127.0.0.1:${port}/kv/k`, '{"value":1}')).status, 200);
  const { body } = await send('GET', `http://127.0.0.1:${port}/metrics`);
  const [, bytes] = /^process_resident_memory_bytes (\d+)/m.exec(body) ?? [];
  t.true(Number(bytes) < 500_000_000, bytes);
});

test('a node whose disk is full says so, answers reads, and loses nothing', async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePorts(1);
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const words = [
    'serve',
    '--listen',
    `127.0.0.1:${port}`,
    '--replicas',
    '1',
    '--storage',
    'json',
    '--operation-timeout-ms',
    '5000',
  ];
  const serve = (limit: string) =>
    new Running(
      ['-c', `ulimit -f ${limit}; exec "$0" "$@"`, application, ...words, '--data', join(folder, 'n1')],
      {},
      '/bin/sh',
    );
  const put = (nth: number) =>
    send('PUT', url(`/kv/k${nth}?timeout_ms=2000`), JSON.stringify({ value: 'x'.repeat(20_000) }));
  const small = serve('128');
  t.teardown(() => small.stop('SIGKILL'));
  await small.says('listening');
  let durable = 0;
  while ((await put(durable)).status === 200) durable += 1;
  t.true(durable > 1);
  const ready = await send('GET', url('/ready'));
  t.is(ready.status, 503);
  t.regex(ready.body, /n1 is full: free some space there/);
  t.is((await send('GET', url('/kv/k0'))).status, 200);
  await small.stop('SIGKILL');
  const large = serve('unlimited');
  t.teardown(() => large.stop('SIGKILL'));
  await large.says('listening');
  await until('being ready', async () =>
    (await send('GET', url('/ready'))).status === 200 ? true : undefined,
  );
  for (let nth = 0; nth < durable; nth += 1) t.is((await send('GET', url(`/kv/k${nth}`))).status, 200);
  t.is((await put(durable)).status, 200);
});

/** A disk of its own for one process: so small, until the file `$1` is there. */
const SMALL_DISK = `mount -t tmpfs -o size=300k none "$0"
{ for i in $(seq 900); do [ -e "$1" ] && break; sleep 0.1; done; mount -o remount,size=8m "$0"; } &
shift; exec "$@"`;

test('a node in LMDB whose disk is full says so, waits for room, and loses nothing', async (t) => {
  const folder = temporaryFolder(t);
  if (runShell('unshare -rm true && echo yes', folder) !== 'yes\n') {
    t.log('SKIPPED: no file systems may be mounted here');
    t.pass();
    return;
  }
  const port = await freePorts(1);
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;
  const [disk, enough] = [join(folder, 'disk'), join(folder, 'enough')];
  mkdirSync(disk);
  const words = ['serve', '--listen', `127.0.0.1:${port}`, '--replicas', '1', '--data', join(disk, 'n1')];
  const node = new Running(
    ['-rm', 'sh', '-c', SMALL_DISK, disk, enough, application, ...words, '--operation-timeout-ms', '5000'],
    {},
    'unshare',
  );
  t.teardown(() => node.stop('SIGKILL'));
  await node.says('listening');
  let durable = 0;
  const put = (nth: number) =>
    send('PUT', url(`/kv/k${nth}?timeout_ms=2000`), JSON.stringify({ value: 'x'.repeat(20_000) }));
  while ((await put(durable)).status === 200) durable += 1;
  t.true(durable > 1);
  const isReady = async () => (await send('GET', url('/ready'))).status === 200;
  t.false(await isReady());
  await node.says('n1 is full: free some space there');
  t.is((await send('GET', url('/kv/k0'))).status, 200);
  writeFileSync(enough, '');
  await until('room', async () => ((await isReady()) ? true : undefined));
  for (let nth = 0; nth <= durable; nth += 1) t.is((await send('GET', url(`/kv/k${nth}`))).status, 200);
});
