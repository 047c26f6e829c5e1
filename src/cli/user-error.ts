import { EXIT } from './exit-status.ts';

/** Something that the caller can put right. The message says what was found and what is allowed. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly status: typeof EXIT.badInput | typeof EXIT.badUsage;

  constructor(status: typeof EXIT.badInput | typeof EXIT.badUsage, message: string) {
    super(message);
    this.status = status;
  }
}

/** A flag or word that the command does not take. */
export function badUsage(message: string): UserError {
  return new UserError(EXIT.badUsage, message);
}

/** A file that cannot be read, understood or written. */
export function badInput(message: string): UserError {
  return new UserError(EXIT.badInput, message);
}
