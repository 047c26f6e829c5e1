/** None of the nodes can be reached: nobody heard the request. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** The request was heard and not answered: a write may have happened, or may happen yet. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError';
}

export function unreachable(addresses: readonly string[], cause: unknown): UnreachableError {
  return new UnreachableError(
    `${addresses.join(', ')} cannot be reached: start a node there, or name others`,
    { cause },
  );
}
