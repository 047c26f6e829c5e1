import { readFileSync } from 'node:fs';
import type { Answer } from '../../client/client.ts';
import { Client } from '../../client/client.ts';
import { UnansweredError, UnreachableError } from '../../client/errors.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { isSystemError, reasonOf } from '../system-error.ts';
import { badInput } from '../user-error.ts';

export interface ClientFlags {
  readonly at: string;
  readonly token: string | undefined;
  /** PEM file; undefined where nothing is encrypted. */
  readonly tlsCa: string | undefined;
}

export function clientOf({
  at,
  token = process.env['ORRERY_TOKEN'],
  tlsCa = process.env['ORRERY_TLS_CA'],
}: ClientFlags): Client {
  const nodes = at.split(',').map((word) => word.trim());
  return new Client({ nodes, token, ...(tlsCa === undefined ? {} : { ca: readPem(tlsCa) }) });
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw isSystemError(error) ? badInput(`--tls-ca ${path}: ${reasonOf(error)}`) : error;
  }
}

/** Puts one question and prints the answer, as it came or in lines for people. @throws UserError where nobody can be reached */
export async function askAndTell(
  question: () => Promise<Answer>,
  linesOf: (body: unknown) => readonly string[] = () => [],
): Promise<ExitStatus> {
  const { status, body } = await reach(question);
  const lines = linesOf(body);
  const raw = typeof body === 'string' ? body : JSON.stringify(body);
  for (const line of lines.length > 0 ? lines : [raw]) out.line(line);
  return statusOf(status);
}

export async function reach<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof UnreachableError || error instanceof UnansweredError) throw badInput(error.message);
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
