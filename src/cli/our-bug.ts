import { ScenarioError } from '../scenario/scenario-error.ts';
import { UserError } from './user-error.ts';

/** An error that only a mistake of ours can cause, with the command that shows it again. */
export class OurBug extends Error {
  override readonly name = 'OurBug';
  readonly command: string;

  constructor(cause: unknown, command: string) {
    super('a mistake in Orrery itself', { cause });
    this.command = command;
  }

  /** Does `work`; whatever it throws that the caller cannot put right is our bug. */
  static watch<T>(command: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isForTheCaller(error) || error instanceof OurBug) throw error;
      throw new OurBug(error, command);
    }
  }
}

/** Whether the message alone tells the caller what to do. */
export function isForTheCaller(error: unknown): error is UserError | ScenarioError {
  return error instanceof UserError || error instanceof ScenarioError;
}
