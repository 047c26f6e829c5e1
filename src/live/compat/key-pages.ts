import type { Key } from '../../core/ids.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import { checkedKey } from '../rest/parameters.ts';
import { badRequest, Problem } from '../rest/problem.ts';
import type { Page } from '../rest/router.ts';
import type { Desk } from '../runtime/desk.ts';

/** Routes of older clients that write although they are asked by GET: a token that is for reading only must not do. */
const WRITING: ReadonlySet<string> = new Set([
  ...['/setKey', '/pop', '/setkey', '/api/addSlave', '/api/popSlave', '/api/testKeys'],
]);

/** What a request is to who guards the doors: a GET that writes is a write. */
export function guardedMethod(method: string, path: string): string {
  return WRITING.has(path) ? 'PUT' : method;
}

/** `?key=` of an older client. @throws Problem */
export function keyOf(query: URLSearchParams): Key {
  return checkedKey(given(query, 'key'));
}

/** @throws Problem where it is missing */
export function given(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null) throw badRequest(`?${name}= is missing`);
  return value;
}

/** `GET /getKey?key=k` and `GET /setKey?key=k&value=v` at a node: values are texts. */
export function keyPage(desk: Desk, path: '/getKey' | '/setKey', query: URLSearchParams): Promise<Page> {
  const key = keyOf(query);
  const operation: Operation =
    path === '/getKey'
      ? { kind: 'read', key }
      : { kind: 'put', key, value: JSON.stringify(given(query, 'value')) };
  return new Promise((resolve, reject) => {
    desk.ask(operation, undefined, (outcome) => {
      try {
        resolve(pageOf(operation, outcome));
      } catch (error) {
        reject(error);
      }
    });
  });
}

function pageOf({ kind, key }: Operation, outcome: Outcome): Page {
  const isRead = kind === 'read';
  if (outcome.kind === 'ok' && isRead)
    return { body: `{"key":${JSON.stringify(key)},"value":${outcome.value ?? 'null'}}` };
  if (outcome.kind === 'ok') return { body: JSON.stringify({ status: 'success', key }) };
  if (outcome.kind === 'failed' && outcome.reason === 'not-found')
    return { status: 404, body: JSON.stringify({ key, value: null }) };
  throw new Problem(
    503,
    'Too few replicas',
    `the ${isRead ? 'read' : 'write'} is ${outcome.kind}: ask again`,
  );
}
