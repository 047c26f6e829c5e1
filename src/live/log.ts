import pino, { destination } from 'pino';
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
  const stream = destination({ dest: 2, sync: true });
  // Whoever read the log is gone; that is no reason to stop serving.
  stream.on('error', () => {});
  return pino({ level }, stream);
}
