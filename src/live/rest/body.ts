import type { IncomingMessage } from 'node:http';
import { badRequest, Problem } from './problem.ts';

/** The whole body as text. @throws Problem where it is larger than `mostBytes`, or no UTF-8 */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<string> {
  const tooLarge = () =>
    new Problem(
      413,
      'Too large',
      `the body is larger than ${mostBytes} bytes; --max-value-bytes allows more`,
    );
  if (Number(request.headers['content-length']) > mostBytes) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size > mostBytes) reject(tooLarge());
      else parts.push(part);
    });
    request.on('end', () =>
      resolve((parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString()),
    );
    request.on('error', () => reject(badRequest('the body was cut off')));
  });
}

/** @throws Problem that shows where it stops being JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    throw badRequest(`the body is no JSON: ${why}`);
  }
}
