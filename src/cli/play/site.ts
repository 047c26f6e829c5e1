import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { homeFolder } from '../home.ts';
import { err } from '../output.ts';
import { badInput } from '../user-error.ts';

/**
 * The folder of the built page. In a checkout it is made when it is first needed, or older than its sources.
 * @throws UserError where it is not there and cannot be made
 */
export function siteFolder(): string {
  const home = homeFolder();
  const site = join(home, 'dist', 'site');
  const isThere = existsSync(join(site, 'index.html'));
  if (!existsSync(join(home, 'src', 'dashboard'))) {
    if (isThere) return site;
    throw badInput(`${site}: the page was not built; 'make site' in a checkout builds it`);
  }
  if (!isThere) err.line('building the page, which is done once …');
  const { status, stdout, stderr } = spawnSync('make', ['-s', 'site'], { cwd: home, encoding: 'utf8' });
  if (status === 0) return site;
  throw badInput(
    `${site}: the page cannot be built; 'make site' says why\n${stdout ?? ''}${stderr ?? ''}`.trimEnd(),
  );
}
