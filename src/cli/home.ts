import { dirname, join, relative, resolve } from 'node:path';
import { must } from '../lib/assert.ts';
import { quote } from './shell.ts';

/** The folder that holds the Application and its testcases: the bundle runs from `dist/` in it. */
export function homeFolder(): string {
  return dirname(dirname(resolve(must(process.argv[1], 'path of the bundle'))));
}

/** How a person starts the Application from the working directory. */
export function applicationCommand(): string {
  const path = relative(process.cwd(), join(homeFolder(), 'Application'));
  return quote(path.includes('/') ? path : `./${path}`);
}
