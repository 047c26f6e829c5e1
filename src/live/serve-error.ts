/** Something that whoever starts a node can put right; the message says what. */
export class ServeError extends Error {
  override readonly name: string = 'ServeError';
}
