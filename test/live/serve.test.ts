import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { temporaryFolder } from '../cli/application.ts';
import { follow } from '../cli/follow.ts';
import { send } from './clients.ts';
import { freePorts, Running, until } from './running.ts';

test('a node says what is wrong with where it is told to live, and what to do', async (t) => {
  const folder = temporaryFolder(t);
  const port = await freePorts(2);
  const data = join(folder, 'n1');
  const first = new Running(['serve', '--listen', `127.0.0.1:${port}`, '--data', data]);
  await first.says('listening');
  const refused = async (...words: string[]) => {
    const { status, stderr } = await follow(['serve', ...words], folder);
    return `${status}: ${stderr}`;
  };
  t.regex(await refused('--listen', `127.0.0.1:${port}`), /^3: cannot listen on .*: it is in use.*--listen/);
  t.regex(
    await refused('--listen', `127.0.0.1:${port + 1}`, '--data', data),
    /^3: .*n1 is in use by process \d+/,
  );
  t.regex(await refused('--listen', '0.0.0.0:0'), /^3: .*--token.*--insecure/);
  t.regex(await refused('--listen', 'nowhere'), /^64: --listen is "nowhere"; allowed: host:port/);
  mkdirSync(join(folder, 'n2'));
  writeFileSync(join(folder, 'n2', 'node.json'), '{}');
  t.regex(await refused('--data', join(folder, 'n2')), /^3: .*node\.json cannot be read/);
  // Killed as by a power cut, it leaves its lock behind; that keeps nobody out.
  await first.stop('SIGKILL');
  const again = new Running(['serve', '--listen', `127.0.0.1:${port}`, '--data', data]);
  await again.says('listening');
  t.is(await again.stop(), 0);
});

test('a node whose seeds do not answer waits, says so, and serves nothing before it is let in', async (t) => {
  const port = await freePorts(2);
  const seed = `127.0.0.1:${port + 1}`;
  const node = new Running(['serve', '--listen', `127.0.0.1:${port}`, '--join', seed]);
  t.teardown(() => node.stop('SIGKILL'));
  await node.says('cannot join there');
  const { status, body } = await send('GET', `http://127.0.0.1:${port}/ready`);
  t.is(status, 503);
  t.regex(body, new RegExp(`waits to be let in \\(${seed}`));
  t.is((await send('PUT', `http://127.0.0.1:${port}/kv/k?timeout_ms=50`, '{"value":1}')).status, 503);
  // It is let in as soon as somebody is there, with the number of copies of that cluster; a stranger is not.
  const begun = new Running(['serve', '--listen', seed, '--replicas', '1', '--token', 't']);
  await node.says('the token of the cluster is another one');
  await begun.stop();
  const right = new Running(['serve', '--listen', seed, '--replicas', '1']);
  t.teardown(() => right.stop('SIGKILL'));
  await right.says('listening');
  await until('being let in', async () => {
    const ready = await send('GET', `http://127.0.0.1:${port}/ready`);
    return ready.status === 200 ? true : undefined;
  });
  t.is((await send('PUT', `http://127.0.0.1:${port}/kv/k`, '{"value":1}')).status, 200);
  await Promise.all([node.stop(), right.stop()]);
});

test('a token keeps strangers out, and the commands know how to name it', async (t) => {
  const folder = temporaryFolder(t);
  const address = `127.0.0.1:${await freePorts(1)}`;
  const file = join(folder, 'node.yaml');
  writeFileSync(file, `listen: ${address}\ntoken: from the file\n`);
  const node = new Running(['serve', '--config', file], { ORRERY_TOKEN: 'secret' });
  await node.says('listening');
  t.is((await send('GET', `http://${address}/kv/k`)).status, 401);
  t.is((await send('GET', `http://${address}/kv//health`)).status, 401);
  t.is((await send('GET', `http://${address}/health`)).status, 200);
  const told = async (...words: string[]) => {
    const { status, stdout } = await follow([...words, '--at', address], folder, {
      ORRERY_TOKEN: 'secret',
    });
    return [status, stdout.trim()];
  };
  t.deepEqual(await told('put', 'k', '{"a":1}'), [0, '{"status":"success","replicas":1}']);
  t.regex(String(await told('get', 'k')), /^0,\{"found":true,"value":\{"a":1\}/);
  t.deepEqual(await told('delete', 'k'), [0, '{"status":"success","replicas":1}']);
  t.deepEqual(await told('get', 'k', '--level', 'cas'), [1, '{"found":false}']);
  await node.stop();
  t.is((await told('get', 'k'))[0], 3);
});
