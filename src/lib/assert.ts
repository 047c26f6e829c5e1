/** A broken promise of ours, never of the caller or the network. It stops the run; exit status 70. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/**
 * @param seen what was there instead, told after the message: a text put together on each call would cost more than most of
 * what is asserted
 */
export function assert(condition: boolean, message: string, seen?: number | string): asserts condition {
  if (!condition) throw new InvariantError(seen === undefined ? message : `${message} ${seen}`);
}

/** Closes a `switch` over a union: adding a variant without a case fails to compile. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable variant: ${JSON.stringify(value)}`);
}

/** Returns `value`, or stops the run because `what` had to be there. @param which of them, for the message only */
export function must<T>(value: T | undefined, what: string, which?: number | string): T {
  if (value === undefined)
    throw new InvariantError(`missing ${what}${which === undefined ? '' : ` ${which}`}`);
  return value;
}
