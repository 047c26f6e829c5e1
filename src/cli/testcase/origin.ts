import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { TESTCASE_ENDINGS } from '../../scenario/read.ts';
import { homeFolder } from '../home.ts';

const SHELF = 'testcases';

/**
 * How a run's folder names its testcase: the path from that folder, with `/`, so that both can be moved together and no
 * working directory shows in it. Undefined for a testcase that comes with the Application, which its name finds.
 */
export function originOf(file: string, folder: string): string | undefined {
  const path = resolve(file);
  if (path.startsWith(join(homeFolder(), SHELF) + sep)) return undefined;
  return relative(resolve(folder), path).split(sep).join('/');
}

/** The testcase file of a run that was kept in `folder`; undefined where it is not there any more. */
export function findOrigin(
  folder: string,
  { testcase, file }: { readonly testcase: string; readonly file: string | undefined },
): string | undefined {
  if (file !== undefined) return [join(folder, file)].find(existsSync);
  // Below the working directory for what knows no more than the name.
  return [join(homeFolder(), SHELF), SHELF]
    .flatMap((shelf) => TESTCASE_ENDINGS.map((ending) => join(shelf, testcase + ending)))
    .find(existsSync);
}
