import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { answerFile } from '../../src/live/static-folder.ts';
import { repositoryRoot } from '../tidy/repository.ts';

/** Any web server: the built page at a free port of loopback. */
export async function serveSite(): Promise<{ readonly url: string; readonly close: () => void }> {
  const folder = join(repositoryRoot, 'dist', 'site');
  const server = createServer((request, response) => {
    void answerFile(folder, request, response).then((answered) => {
      if (!answered) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
