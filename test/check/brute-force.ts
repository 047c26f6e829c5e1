import type { History, Operation } from '../../src/check/history/history.ts';
import { operationAt } from '../../src/check/history/history.ts';
import type { Json } from '../../src/check/history/json.ts';

const IMPOSSIBLE = Symbol('impossible');
type State = Json | undefined | typeof IMPOSSIBLE;

/** Tries every order of one object's operations: the definition of linearizability, written down. */
export function bruteForce(history: History, initial: Json | undefined): boolean {
  const all = Array.from({ length: history.size }, (_, id) => operationAt(history, id));
  return extend(
    all.filter((operation) => operation.outcome !== 'failed'),
    initial,
  );
}

function extend(rest: readonly Operation[], state: Json | undefined): boolean {
  if (rest.every((operation) => operation.outcome === 'unknown')) return true;
  const firstReturn = Math.min(...rest.map((operation) => operation.return ?? Number.POSITIVE_INFINITY));
  return rest.some((operation) => {
    if (operation.call > firstReturn) return false;
    const next = apply(operation, state);
    return (
      next !== IMPOSSIBLE &&
      extend(
        rest.filter((other) => other !== operation),
        next,
      )
    );
  });
}

function apply(operation: Operation, state: Json | undefined): State {
  switch (operation.verb) {
    case 'read':
    case 'get':
      return operation.outcome === 'unknown' || operation.observed === state ? state : IMPOSSIBLE;
    case 'write':
    case 'put':
      return operation.written;
    case 'cas':
      return operation.observed === state ? operation.written : IMPOSSIBLE;
    case 'append':
      return `${state ?? ''}${operation.written}`;
    case 'create':
      return state === undefined ? operation.written : IMPOSSIBLE;
    case 'update':
      return state === undefined ? IMPOSSIBLE : operation.written;
    case 'delete':
      return state === undefined ? IMPOSSIBLE : undefined;
  }
}
