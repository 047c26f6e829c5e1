import type { Operation } from '../operation.ts';

/** Why an operation cannot happen where a key holds this value, null being nothing; undefined where it can. */
export function objection(
  operation: Operation,
  value: string | null,
): 'not-found' | 'exists' | 'mismatch' | undefined {
  switch (operation.kind) {
    case 'create':
      return value === null ? undefined : 'exists';
    case 'update':
    case 'delete':
      return value === null ? 'not-found' : undefined;
    case 'cas':
      return value === operation.expected ? undefined : 'mismatch';
    case 'read':
    case 'put':
      return undefined;
  }
}
