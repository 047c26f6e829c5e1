import type { Answer } from '../../client/client.ts';
import { Client, UnreachableError } from '../../client/client.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';

export interface ClientFlags {
  readonly at: string;
  readonly token: string | undefined;
}

export function clientOf({ at, token = process.env['ORRERY_TOKEN'] }: ClientFlags): Client {
  return new Client({ nodes: at.split(',').map((word) => word.trim()), token });
}

/** Puts one question and prints the answer as it came. @throws UserError where nobody can be reached */
export async function askAndTell(question: () => Promise<Answer>): Promise<ExitStatus> {
  const { status, body } = await reach(question);
  out.line(typeof body === 'string' ? body : JSON.stringify(body));
  return statusOf(status);
}

export async function reach<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof UnreachableError) throw badInput(error.message);
    if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'TypeError'))
      throw badInput(`no answer: ${error.message}; what was asked for may have happened`);
    throw error;
  }
}

/** 0 done, 1 not, 2 nobody knows, 3 a request that makes no sense. */
function statusOf(status: number): ExitStatus {
  if (status < 300) return EXIT.holds;
  if (status === 404 || status === 409 || status === 412) return EXIT.broken;
  return status >= 500 ? EXIT.undecided : EXIT.badInput;
}

/** JSON where it is JSON, and a text where it is not: `put k hello` and `put k '{"a":1}'` both mean what they look like. */
export function readValue(word: string): unknown {
  try {
    return JSON.parse(word);
  } catch {
    return word;
  }
}
