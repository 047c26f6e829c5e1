import { createServer } from 'node:net';
import { TortureError } from './torture-error.ts';

/** Below the ports that systems give to whoever calls others: nobody takes one while its node is down. */
const FIRST = 12_000;
const LAST = 31_000;
const HOST = '127.0.0.1';

/** So many ports in a row that are free now. @throws TortureError */
export async function freePorts(count: number): Promise<readonly number[]> {
  const start = FIRST + (process.pid % 190) * 100;
  for (let first = start; first < start + (LAST - FIRST); first += count) {
    const from = FIRST + ((first - FIRST) % (LAST - FIRST));
    const ports = Array.from({ length: count }, (_, nth) => from + nth);
    const free = await Promise.all(ports.map(isFree));
    if (free.every((is) => is)) return ports;
  }
  throw new TortureError(`no ${count} ports in a row are free from ${FIRST} to ${LAST}: stop what uses them`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, HOST, () => server.close(() => resolve(true)));
  });
}
