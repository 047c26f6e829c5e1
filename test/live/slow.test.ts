import { connect } from 'node:net';
import test from 'ava';
import { send } from './clients.ts';
import { openLoneServer } from './lone-server.ts';
import { until } from './running.ts';

test('who watches and does not read is told less, and the newest in the end', async (t) => {
  const { address } = await openLoneServer(t);
  const url = `http://${address}/kv/large`;
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host);
  socket.write(`GET /watch?key=large HTTP/1.1\r\nhost: ${address}\r\n\r\n`);
  const versions = 100;
  const filling = 'x'.repeat(400_000);
  for (let version = 1; version <= versions; version += 1)
    await send('PUT', url, JSON.stringify({ value: `${version}:${filling}` }));
  let text = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    text += part.replaceAll('x', '');
  });
  await until('the newest', async () => (text.includes(`"${versions}:`) ? true : undefined));
  t.true(text.split('event: changed').length - 1 < versions / 2);
  socket.destroy();
});
