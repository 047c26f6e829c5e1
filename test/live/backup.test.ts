import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { temporaryFolder } from '../cli/application.ts';
import { follow } from '../cli/follow.ts';
import { send } from './clients.ts';
import { openLoneServer } from './lone-server.ts';

const get = async (address: string, path: string) => (await send('GET', `http://${address}${path}`)).body;

test('what was saved of a node that runs, or of one that is stopped, is held by another one', async (t) => {
  const folder = temporaryFolder(t);
  const told = async (...words: string[]) => {
    const { status, stdout, stderr } = await follow(words, folder);
    return `${status}: ${stdout}${stderr}`;
  };
  const data = join(folder, 'n1');
  const first = await openLoneServer(t, { data, storage: 'json' });
  const url = `http://${first.address}/kv`;
  await send('PUT', `${url}/a%20b`, '{"value":{"n":1}}');
  await send('PUT', `${url}/ends?ttl_ms=600000`, '{"value":"ü"}');
  await send('PUT', `${url}/gone`, '{"value":0}');
  await send('DELETE', `${url}/gone`);
  t.is(await told('snapshot', 'running', '--at', first.address), '0: running: 2 keys\n');
  t.regex(await told('snapshot', 'running', '--at', first.address), /^3: running is there already/);
  t.regex(await told('snapshot', 'x', '--data', data), /^3: .*n1 is in use by process/);
  await first.close();
  t.is(await told('snapshot', 'stopped', '--data', data), '0: stopped: 2 keys of 1 stopped nodes\n');
  t.regex(readFileSync(join(folder, 'stopped'), 'utf8'), /"key":"ends","value":"ü","expires":\d+/);

  // A folder for a first node, and a cluster that runs already.
  t.regex(await told('restore', 'stopped', '--data', 'n2', '--storage', 'json'), /^0: n2: 2 keys/);
  t.regex(await told('restore', 'stopped', '--data', 'n2'), /^3: a node has lived in n2/);
  const second = await openLoneServer(t, { data: join(folder, 'n2') });
  t.regex(await get(second.address, '/kv/a%20b'), /^\{"found":true,"value":\{"n":1\}/);
  await send('PUT', `http://${second.address}/kv/ends`, '{"value":"changed"}');
  const restore = ['restore', 'stopped', '--at', second.address];
  t.is(await told(...restore, '--only-absent'), '0: stopped: 0 keys written, 2 were there and stay\n');
  t.regex(await get(second.address, '/kv/ends'), /"changed"/);
  t.is(await told(...restore), '0: stopped: 2 keys written\n');
  t.regex(await get(second.address, '/kv/ends'), /"ü"/);

  const whole = readFileSync(join(folder, 'stopped'), 'utf8');
  for (const [what, text, why] of [
    ['changed', whole.replace('"n":1', '"n":2'), /changed:4: the checksum does not fit/],
    ['cut', whole.slice(0, -10), /cut:4: this is no key|cut was cut off/],
    ['ended', whole.split('\n').slice(0, 2).join('\n'), /ended was cut off/],
    ['later', whole.replace('"format":1', '"format":2'), /later is of format 2; .* reads format 1/],
    ['other', 'hello\n', /other is no snapshot/],
  ] as const) {
    writeFileSync(join(folder, what), text);
    const answer = await told('restore', what, '--data', 'n3');
    t.regex(answer, /^3: /, what);
    t.regex(answer, why, what);
  }
  t.regex(await told('restore', 'nowhere', '--at', second.address), /^3: nowhere: /);
  t.regex(await told('snapshot', 'x', '--data', 'n3'), /^3: no node has lived in n3/);
});
