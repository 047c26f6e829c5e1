import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** Nothing but the page's own files, whatever its text holds; the page says the same of itself. */
const POLICY = [
  "default-src 'none'",
  ...['script-src', 'worker-src', 'style-src', 'font-src', 'img-src', 'connect-src'].map(
    (of) => `${of} 'self'`,
  ),
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

/**
 * Answers with a file of a folder, `index.html` for a folder itself.
 * @returns whether it has answered: not where there is no such file, or the request wants something else than to read
 */
export async function answerFile(
  folder: string,
  request: Pick<IncomingMessage, 'method' | 'url'>,
  response: ServerResponse,
): Promise<boolean> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = pathIn(folder, request.url ?? '/');
  const kind = path === undefined ? undefined : KINDS[extname(path)];
  if (path === undefined || kind === undefined) return false;
  const content = await readFile(path).catch(() => undefined);
  if (content === undefined) return false;
  response.writeHead(200, {
    'content-type': kind,
    'content-length': content.length,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // The names of all files but the pages change with their content.
    'cache-control': kind.startsWith('text/html') ? 'no-cache' : 'max-age=31536000, immutable',
  });
  response.end(request.method === 'HEAD' ? undefined : content);
  return true;
}

/** The file that a URL names; undefined where it leaves the folder, or is no path at all. */
function pathIn(folder: string, url: string): string | undefined {
  try {
    const { pathname } = new URL(url, 'http://localhost');
    const asked = decodeURIComponent(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const path = normalize(join(folder, asked));
    return path.startsWith(folder + sep) && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}
