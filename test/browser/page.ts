import test from 'ava';
import type { Browser, Page } from 'playwright-core';
import { browserPath, isRequired, launch } from './chromium.ts';
import { serveSite } from './site-server.ts';

/** An open page of the player, and what it complained of. */
export interface Opened {
  readonly page: Page;
  readonly url: string;
  readonly complaints: string[];
}

let running: { readonly browser: Promise<Browser>; readonly site: ReturnType<typeof serveSite> } | undefined;

/** One browser and one server for all tests of the room; each test has a page of its own. */
function surroundings(): NonNullable<typeof running> {
  running ??= { browser: launch(), site: serveSite() };
  return running;
}

test.after.always(async () => {
  await (await running?.browser)?.close();
  (await running?.site)?.close();
});

/** Opens the player with this fragment. */
export async function open(fragment = '', size = { width: 1360, height: 900 }): Promise<Opened> {
  const { url } = await surroundings().site;
  return openAt(url + fragment, size);
}

/** Opens what some server answers there. */
export async function openAt(url: string, size = { width: 1360, height: 900 }): Promise<Opened> {
  const { browser } = surroundings();
  const page = await (await browser).newPage({ viewport: size });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(url);
  return { page, url, complaints };
}

const SKIPPED = `SKIPPED, no browser is installed: 'apt-get install chromium', then 'make test-browser'`;
let told = false;

/** A test that needs a browser: without one it is skipped, and says so loudly, unless one is required. */
export function inBrowser(title: string, run: (t: import('ava').ExecutionContext) => Promise<void>): void {
  if (browserPath !== undefined || isRequired) {
    test.serial(title, run);
    return;
  }
  if (!told) process.stderr.write(`\n*** the tests of the page are ${SKIPPED} ***\n\n`);
  told = true;
  test(`${title} (${SKIPPED})`, (t) => t.pass());
}

/** Goes to a moment, in ticks, as somebody does who drags the time. */
export async function timeIs(page: Page, time: number): Promise<void> {
  await page.locator('[data-time]').evaluate((input, value) => {
    Object.assign(input, { value: `${value}` });
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }, time);
}
