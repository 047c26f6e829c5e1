import type { ServerResponse } from 'node:http';
import type { Desk } from '../runtime/desk.ts';
import { Parameters } from './parameters.ts';
import { badRequest, Problem } from './problem.ts';
import { replyJson, replyProblem } from './reply.ts';

const MOST_KEYS = 1_000;

/** `GET /kv?key=a&key=b` reads several keys, `GET /kv?prefix=p` names those that there are, page by page. */
export function handleCollection(desk: Desk, response: ServerResponse, query: string): void {
  const parameters = new Parameters(query, ['key', 'prefix', 'limit', 'cursor', 'level', 'timeout_ms']);
  const { keys } = parameters;
  if (keys.length > 0) return readMany(desk, response, parameters);
  const { prefix, after, limit } = parameters;
  desk.list({ prefix, after, limit }, (page) => {
    if (page.kind === 'failed')
      return replyProblem(
        response,
        new Problem(503, 'Keys may be missing', 'too few replicas of some range answered: ask again'),
      );
    const cursor = page.next === undefined ? {} : { cursor: Buffer.from(page.next).toString('base64url') };
    replyJson(response, 200, JSON.stringify({ keys: page.keys, ...cursor }));
  });
}

/** Each key has its own answer: found, not found, or nobody knows. */
function readMany(desk: Desk, response: ServerResponse, { keys, level, timeoutMs }: Parameters): void {
  if (keys.length > MOST_KEYS) throw badRequest(`${keys.length} keys at once; allowed: up to ${MOST_KEYS}`);
  const reads = keys.map(
    (key) => ({ kind: 'read', key, ...(level === undefined ? {} : { level }) }) as const,
  );
  desk.askMany(reads, timeoutMs, (outcomes) => {
    const parts = outcomes.map((outcome, nth) => {
      const name = JSON.stringify(keys[nth]);
      if (outcome.kind === 'ok') return `${name}:{"found":true,"value":${outcome.value ?? 'null'}}`;
      if (outcome.kind === 'failed' && outcome.reason === 'not-found') return `${name}:{"found":false}`;
      return `${name}:{"outcome":"failed"}`;
    });
    replyJson(response, 200, `{"results":{${parts.join(',')}}}`);
  });
}
