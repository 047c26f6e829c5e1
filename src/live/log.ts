import { writeSync } from 'node:fs';
import pino from 'pino';
import type { Configuration } from './configuration.ts';

/** What the parts of a server say of what befalls them; a line of JSON each, written elsewhere. */
export interface Log {
  readonly debug: (facts: object, text: string) => void;
  readonly info: (facts: object, text: string) => void;
  readonly warn: (facts: object, text: string) => void;
  readonly error: (facts: object, text: string) => void;
}

/** Lines on standard error, at once: the last words of a process are the ones that matter. */
export function openLog(level: Configuration['logLevel']): Log {
  return pino({ level }, { write: (line) => void writeSync(2, line) });
}
