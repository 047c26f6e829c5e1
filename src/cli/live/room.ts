import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Live from './entry.ts';

/**
 * What runs clusters. It is a bundle of its own beside this one: servers and storage are large, and no run of a testcase
 * pays for reading them.
 */
export function liveRoom(): typeof Live {
  const here = fileURLToPath(import.meta.url);
  return createRequire(here)(join(dirname(here), 'live.cjs')) as typeof Live;
}
