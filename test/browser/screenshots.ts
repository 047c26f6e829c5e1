/** Makes the pictures of the README: `make screenshots`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fragmentOf } from '../../src/cli/play/link.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { launch } from './chromium.ts';
import { serveSite } from './site-server.ts';

const FOLDER = join(repositoryRoot, 'src', 'dashboard', 'pictures');

interface Picture {
  readonly name: string;
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: 'dark' | 'light';
  readonly pose: (page: Page) => Promise<void>;
}

const PICTURES: readonly Picture[] = [
  {
    ...{
      name: 'player',
      file: 'quorum/r-plus-w-is-not-linearizable.yaml',
      width: 1320,
      height: 1180,
      scheme: 'dark',
    },
    pose: async (page) => {
      await page.locator('[data-story]').waitFor();
      await timeTo(page, 701.5);
    },
  },
  {
    ...{ name: 'branches', file: 'read.conf', width: 1240, height: 900, scheme: 'light' },
    pose: async (page) => {
      await timeTo(page, 120.3);
      await page.locator('[data-tab="touch"]').click();
      for (const host of ['n1', 'n2', 'n3'])
        await page.locator('.hosts label', { hasText: new RegExp(`^${host}$`) }).click();
      await page.locator('[data-deed="partition"]').click();
      await page.locator('[data-parting]').waitFor();
      await timeTo(page, 160.5);
    },
  },
  {
    ...{ name: 'phone', file: 'read.conf', width: 390, height: 800, scheme: 'dark' },
    pose: (page) => timeTo(page, 227.3),
  },
];

async function timeTo(page: Page, time: number): Promise<void> {
  await page.locator('[data-time]').evaluate((input, value) => {
    Object.assign(input, { value: `${value}` });
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, time);
}

async function take(
  browser: Browser,
  url: string,
  { name, file, width, height, scheme, pose }: Picture,
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
  });
  const text = readFileSync(join(repositoryRoot, 'testcases', file), 'utf8');
  await page.goto(url + fragmentOf({ file, text, seed: 1, digest: undefined }));
  await page.locator('main[aria-busy="false"] [data-time]').waitFor();
  await pose(page);
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
}

const site = await serveSite();
const browser = await launch();
try {
  for (const picture of PICTURES) await take(browser, site.url, picture);
} finally {
  await browser.close();
  site.close();
}
