import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'ava';
import { answerSite } from '../../../src/live/controller/site.ts';
import { temporaryFolder } from '../../cli/application.ts';
import { send } from '../clients.ts';

test('a page that is not built says how it is built, and what is no page of the site is left to others', async (t) => {
  const folder = temporaryFolder(t);
  const server = createServer((request, response) => {
    void answerSite(folder, request, response).then((answered) => answered || response.writeHead(418).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const html = { accept: 'text/html,*/*' };
  const get = (path: string, headers = {}) =>
    send('GET', `http://127.0.0.1:${port}${path}`, undefined, headers);
  const missing = await get('/', html);
  t.is(missing.status, 503);
  t.regex(missing.body, /run <code>make site<\/code>/);
  t.is((await get('/')).status, 418);
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'live.html'), 'live');
  writeFileSync(join(folder, 'secret.json'), '{}');
  const page = await get('/?a=b', html);
  t.is(page.body, 'live');
  t.regex(String(page.headers['content-security-policy']), /default-src 'none'; script-src 'self'/);
  for (const path of ['/secret.json', '/assets/../secret.json', '/assets/%2e%2e%2fsecret.json', '/status'])
    t.is((await get(path, html)).status, 418, path);
});
