import type { Server } from 'node:http';
import { createServer, STATUS_CODES } from 'node:http';
import { Problem } from './problem.ts';

/**
 * A server that listens to nothing, and is handed connections.
 * @param of.requestTimeoutMs who stops in the middle of a request for so long is hung up on
 */
export function openHttp(of: { readonly keepAliveMs: number; readonly requestTimeoutMs: number }): Server {
  const { keepAliveMs, requestTimeoutMs } = of;
  const http = createServer({
    ...{ keepAliveTimeout: keepAliveMs, requestTimeout: requestTimeoutMs, headersTimeout: requestTimeoutMs },
    connectionsCheckingInterval: Math.ceil(requestTimeoutMs / 2),
  });
  http.on('clientError', (error, socket) => {
    if (socket.writable) socket.end(closingAnswer(problemOf(error)));
  });
  // Only after this word it looks after requests that take long.
  http.emit('listening');
  return http;
}

function problemOf(error: Error): Problem {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'HPE_HEADER_OVERFLOW')
    return new Problem(431, 'Too large', 'the headers are larger than 16 KB: send fewer, or shorter ones');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new Problem(408, 'Too slow', 'the request did not come to its end: send it at once');
  return new Problem(400, 'Bad request', `this is no HTTP: ${error.message}`);
}

function closingAnswer({ status, body }: Problem): string {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json`;
  return `${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
}
