import { Problem } from './problem.ts';

type Headers = Readonly<Record<string, string>>;

/** What an answer is written to: of node:http, or of the fast lane. */
export interface Response {
  readonly writableEnded: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string | number>>): unknown;
  end(body: string): unknown;
}

/** Ends a response with a text that is JSON. */
export function replyJson(response: Response, status: number, body: string, headers?: Headers): void {
  if (response.writableEnded) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

export function replyProblem(response: Response, problem: Problem): void {
  const type = { 'content-type': 'application/problem+json' };
  const again = problem.status === 503 ? { ...type, 'retry-after': '1' } : type;
  replyJson(response, problem.status, problem.body, again);
}

/** Whatever a handler threw. @param report told of what is our own mistake */
export function replyError(response: Response, error: unknown, report: (error: unknown) => void): void {
  if (error instanceof Problem) return replyProblem(response, error);
  report(error);
  replyProblem(
    response,
    new Problem(500, 'A mistake in Orrery', 'the log of this node tells of it; please report it'),
  );
}
