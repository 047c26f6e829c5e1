import { readFileSync } from 'node:fs';
import type { Configuration } from './configuration.ts';
import { ServeError } from './serve-error.ts';

/** What a server shows to others, and whom it believes; PEM. */
export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Whose certificates count; those that the system believes where it is not given. */
  readonly ca?: Buffer;
}

/** @returns undefined where everything goes in the clear. @throws ServeError */
export function readTls({ tlsCert, tlsKey, tlsCa }: Configuration): Tls | undefined {
  if (tlsCert === undefined && tlsKey === undefined && tlsCa === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw new ServeError('TLS needs both: give --tls-cert and --tls-key');
  const ca = tlsCa === undefined ? {} : { ca: read('--tls-ca', tlsCa) };
  return { cert: read('--tls-cert', tlsCert), key: read('--tls-key', tlsKey), ...ca };
}

function read(flag: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ServeError(`${flag} cannot be read: ${why}`, { cause: error });
  }
}
