import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** Where a Chromium is installed, if one is: playwright-core brings none. */
export const browserPath: string | undefined = (process.env['PATH'] ?? '')
  .split(delimiter)
  .concat('/usr/bin')
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync);

/** Whether a missing browser is a failure. */
export const isRequired = process.env['ORRERY_BROWSER'] === 'required';

/** @throws where no browser is installed */
export function launch(): Promise<Browser> {
  if (browserPath === undefined)
    throw new Error(`no browser: install Debian's chromium, or put one of ${NAMES.join(', ')} on the PATH`);
  return chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
