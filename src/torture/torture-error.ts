/** A scenario or a machine that real processes cannot be tortured with; the message says what to do. */
export class TortureError extends Error {
  override readonly name = 'TortureError';
}
