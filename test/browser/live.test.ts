import test from 'ava';
import type { Page } from 'playwright-core';
import { send } from '../live/clients.ts';
import { TestCluster, until } from '../live/running.ts';
import { axe, barriers } from './barriers.ts';
import { browserPath, isRequired } from './chromium.ts';
import { inBrowser, openAt } from './page.ts';

const SIZE = 5;
/** Far above what anything takes on a machine with much else to do. */
const PATIENCE = { timeout: 60_000 };
const BAIT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

let cluster: TestCluster;

test.before(async () => {
  if (browserPath !== undefined || isRequired) cluster = await TestCluster.start(SIZE);
});
test.after.always(async () => {
  await cluster?.stop();
});

const cards = (page: Page, of = '') => page.locator(`[data-card]${of}`);
const put = async (page: Page, key: string, value: string): Promise<void> => {
  await page.locator('[data-key]').fill(key);
  await page.locator('[data-value]').fill(value);
  await page.locator('[data-do="put"]').click();
};
const green = async (page: Page, count: number): Promise<void> => {
  await until(`${count} green cards`, async () =>
    (await cards(page, '[data-life="up"]').count()) === count && (await cards(page).count()) === count
      ? true
      : undefined,
  );
};

inBrowser('the controller serves a page on which the nodes of the cluster are green', async (t) => {
  t.timeout(PATIENCE.timeout);
  const { page, complaints } = await openAt(`${cluster.controller}/`);
  await green(page, SIZE);
  t.is(await page.locator('svg [data-node]').count(), SIZE);
  t.like(JSON.parse((await send('GET', `${cluster.controller}/`)).body), { status: 'alive' });
  t.deepEqual(complaints, []);
  await page.close();
});

inBrowser(
  'what is put is on exactly three cards, those of its replicas, and its value is text',
  async (t) => {
    t.timeout(PATIENCE.timeout);
    const { page, complaints } = await openAt(`${cluster.controller}/`);
    await green(page, SIZE);
    await put(page, BAIT, BAIT);
    await page.locator('[data-held]', { hasText: `3 of ${SIZE} nodes have it` }).waitFor(PATIENCE);
    const holders = cards(page, '[data-holds="true"]');
    t.is(await holders.count(), 3);
    t.deepEqual((await holders.locator('.place').allTextContents()).toSorted(), [
      'PRIMARY',
      'SECONDARY',
      'TERTIARY',
    ]);
    await holders.first().locator('.face').click();
    await page.locator('[data-records] td', { hasText: BAIT }).first().waitFor(PATIENCE);
    await page.locator('[data-do="get"]').click();
    await page.locator('[data-told]', { hasText: JSON.stringify(BAIT) }).waitFor(PATIENCE);
    t.is(await page.locator('main img, main script').count(), 0);
    t.is(await page.evaluate('window.hacked'), undefined);
    await page.locator('[data-do="delete"]').click();
    await page.locator('[data-held]', { hasText: `0 of ${SIZE} nodes have it` }).waitFor(PATIENCE);
    t.deepEqual(complaints, []);
    await page.close();
  },
);

inBrowser(
  'a card goes red when its process is killed, by a signal or by its button, and comes back',
  async (t) => {
    t.timeout(2 * PATIENCE.timeout);
    const { page, complaints } = await openAt(`${cluster.controller}/`);
    await green(page, SIZE);
    const red = cards(page, '[data-card="3"][data-life="gone"]');
    await Promise.all([red.waitFor(PATIENCE), cluster.kill([3])]);
    await green(page, SIZE);
    t.regex((await cards(page, '[data-card="3"]').textContent()) ?? '', /started 2 times/);
    const gone = cards(page, '[data-card="2"][data-life="gone"]').waitFor(PATIENCE);
    await page.getByRole('button', { name: 'Kill n2' }).click();
    await gone;
    await green(page, SIZE);
    t.deepEqual(complaints, []);
    await page.close();
  },
);

inBrowser('a node is added and another removed, and the ring follows', async (t) => {
  t.timeout(2 * PATIENCE.timeout);
  const { page, complaints } = await openAt(`${cluster.controller}/`);
  await green(page, SIZE);
  await page.locator('[data-add]').click();
  await green(page, SIZE + 1);
  await page.locator('svg [data-node="6"]').waitFor(PATIENCE);
  await page.locator('[data-card="6"]', { hasText: /\d % of the ring/ }).waitFor(PATIENCE);
  await page.getByRole('button', { name: 'Remove n4' }).click();
  await cards(page, '[data-card="4"]').waitFor({ ...PATIENCE, state: 'detached' });
  await green(page, SIZE);
  t.is(await page.locator('svg [data-node="4"]').count(), 0);
  t.deepEqual(complaints, []);
  await page.close();
});

inBrowser(
  'axe finds no serious barrier on the page of a cluster, dark and light, wide and narrow',
  async (t) => {
    t.timeout(PATIENCE.timeout);
    const { page } = await openAt(`${cluster.controller}/`);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    await page.reload();
    await green(page, SIZE);
    await put(page, 'seen', '1');
    await cards(page).first().locator('.face').click();
    await page.locator('[data-records] td').first().waitFor(PATIENCE);
    await page.addScriptTag({ path: axe });
    for (const [theme, width] of [
      ['Dark colours', 1360],
      ['Light colours', 1360],
      ['Dark colours', 390],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      const button = page.getByRole('button', { name: theme });
      if ((await button.count()) > 0) await button.click();
      await page.waitForFunction('document.getAnimations().length === 0');
      t.deepEqual(await barriers(page), [], `${theme}, ${width}`);
      t.true(Number(await page.evaluate('document.documentElement.scrollWidth')) <= width);
    }
    await page.close();
  },
);

inBrowser('keys and values of any kind do no harm', async (t) => {
  t.timeout(PATIENCE.timeout);
  const { page, complaints } = await openAt(`${cluster.controller}/`);
  await green(page, SIZE);
  const odd = ['__proto__', '\u{1f469}\u200d\u{1f680}\u202e', 'a/../b?c#d%2f', 'javascript:alert(1)'];
  for (const key of odd) {
    await put(page, key, 'x');
    await page.locator('[data-held]', { hasText: `3 of ${SIZE} nodes have it` }).waitFor(PATIENCE);
    await page.locator('[data-do="get"]').click();
    await page.locator('[data-told]', { hasText: `get ${key}: "x"` }).waitFor(PATIENCE);
  }
  await put(page, 'large', 'v'.repeat(1_000_000));
  await page.locator('[data-told]', { hasText: /put large: \d replicas have it/ }).waitFor(PATIENCE);
  await page.locator('[data-do="get"]').click();
  await page.locator('[data-told]', { hasText: '(1000002 characters)' }).waitFor(PATIENCE);
  await put(page, '..', 'x');
  await page.locator('[data-told]', { hasText: 'no browser can ask for' }).waitFor(PATIENCE);
  t.deepEqual(complaints, []);
  await page.close();
});

inBrowser('a cluster with a token shows nothing before it is typed in', async (t) => {
  t.timeout(PATIENCE.timeout);
  const guarded = await TestCluster.start(1, ['--token', 'opens', '--storage', 'memory']);
  try {
    const { page } = await openAt(`${guarded.controller}/`);
    for (const token of ['wrong', 'opens']) {
      await page.locator('[data-token]').fill(token);
      t.is(await cards(page).count(), 0);
      await page.locator('[data-token]').press('Enter');
    }
    await green(page, 1);
    await put(page, 'k', '1');
    await page.locator('[data-held]', { hasText: '1 of 1 nodes' }).waitFor(PATIENCE);
    await page.close();
    t.is((await send('POST', `${guarded.controller}/cluster/nodes/1/kill`)).status, 401);
    t.is((await send('GET', `${guarded.controller}/cluster/nodes/1/dump`)).status, 401);
    t.is((await send('PUT', `${guarded.controller}/kv/k`, '{"value":2}')).status, 401);
  } finally {
    await guarded.stop();
  }
});

inBrowser('pages of other sites change nothing through a browser', async (t) => {
  const foreign = { 'sec-fetch-site': 'cross-site' };
  const refused = async (method: string, path: string) =>
    (await send(method, `${cluster.controller}${path}`, undefined, foreign)).status;
  t.is(await refused('POST', '/cluster/nodes'), 403);
  t.is(await refused('POST', '/cluster/nodes/1/kill'), 403);
  t.is(await refused('PUT', '/kv/stolen'), 403);
  t.is((await send('POST', `${cluster.controller}/cluster/nodes/99/kill`)).status, 404);
});
