import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../user-error.ts';
import type * as Live from './entry.ts';

/**
 * Does what needs real clusters. They are a bundle of their own beside this one: servers and storage are large, and no
 * run of a testcase pays for reading them. The two share no classes, so an error of the caller is made anew here.
 */
export async function inLiveRoom<T>(act: (live: typeof Live) => Promise<T>): Promise<T> {
  const here = fileURLToPath(import.meta.url);
  const live = createRequire(here)(join(dirname(here), 'live.cjs')) as typeof Live;
  try {
    return await act(live);
  } catch (error) {
    if (error instanceof Error && error.name === 'UserError' && 'status' in error)
      throw new UserError(error.status as UserError['status'], error.message);
    throw error;
  }
}
