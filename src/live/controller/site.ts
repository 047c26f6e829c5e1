import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFile } from '../static-folder.ts';

const FILES = /^\/((live|index)\.html|assets\/[\w.-]+)$/;

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Orrery</title>
<p>The page of this cluster is not built: run <code>make site</code>, and load this again.</p></html>
`;

/**
 * Answers browsers with the page of the cluster, which says nothing that a token protects.
 * @param folder of the built site
 * @returns whether it has answered: whoever asks for `/` and does not want HTML is told something else
 */
export async function answerSite(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { method = 'GET', url = '/', headers } = request;
  if (method !== 'GET') return false;
  const [path = '/'] = url.split('?');
  const isHome = path === '/' && headers.accept?.includes('text/html') === true;
  if (!isHome && !FILES.test(path)) return false;
  if (await answerFile(folder, { method, url: isHome ? '/live.html' : path }, response)) return true;
  if (!isHome) return false;
  response.writeHead(503, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  });
  response.end(NOT_BUILT);
  return true;
}
