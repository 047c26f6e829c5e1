import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import test from 'ava';
import { openStream } from '../../src/lib/chance.ts';
import { LinkProxy } from '../../src/torture/link-proxy.ts';
import { Links } from '../../src/torture/links.ts';

const ZERO = { kind: 'uniform', min: 1, max: 1 } as const;

/** Nodes 1 and 2, where 1 has dialed 2 through a proxy; 2 sends everything back. */
async function pair() {
  const links = new Links(ZERO, openStream(1, 'test'));
  const far = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(far, 'listening');
  const proxy = new LinkProxy(1, { number: 2, port: portOf(far.address()) }, links);
  await proxy.listen(0);
  const near = connect(proxy.port, '127.0.0.1');
  await once(near, 'connect');
  const close = () => {
    near.destroy();
    proxy.close();
    far.close();
  };
  return { links, proxy, near, close };
}

function portOf(address: ReturnType<ReturnType<typeof createServer>['address']>): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function heard(socket: Socket, bytes: number): Promise<string> {
  let text = '';
  return new Promise((resolve) =>
    socket.on('data', (part) => {
      text += String(part);
      if (text.length >= bytes) resolve(text);
    }),
  );
}

test('what is sent into a cut link waits, and comes in order when the cut is over', async (t) => {
  const { links, near, close } = await pair();
  links.install(1, { kind: 'partition', groups: [[1], [2]], oneWay: true });
  const all = heard(near, 6);
  near.write('abc');
  await new Promise((resolve) => setTimeout(resolve, 30));
  t.is(near.bytesRead, 0);
  near.write('def');
  links.remove(1);
  t.is(await all, 'abcdef');
  close();
});

test('a link that refuses resets what is connected', async (t) => {
  const { proxy, near, close } = await pair();
  near.on('error', () => {});
  near.write('abc');
  await heard(near, 3);
  const closed = new Promise((resolve) => near.once('close', resolve));
  proxy.refuse();
  await closed;
  t.pass('the connection is gone');
  close();
});

test('one way is cut where the scenario says so, and what is lost comes late', (t) => {
  const links = new Links(ZERO, openStream(1, 'test'));
  links.install(1, { kind: 'partition', groups: [[1], [2, 3]], oneWay: true });
  t.deepEqual([links.isCut(1, 2), links.isCut(2, 1), links.isCut(2, 3)], [true, false, false]);
  links.install(2, { kind: 'loss', links: { from: [2] }, ratio: { numerator: 1, denominator: 1 } });
  t.deepEqual([links.delayMs(2, 1, 1), links.delayMs(1, 2, 1)], [200, 0]);
  links.clear();
  t.deepEqual([links.isCut(1, 2), links.delayMs(2, 1, 1)], [false, 0]);
});
