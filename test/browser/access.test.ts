import { axe, barriers } from './barriers.ts';
import { inBrowser, open, timeIs } from './page.ts';

inBrowser('axe finds no serious barrier: any panel, dark and light, wide and narrow', async (t) => {
  const { page } = await open();
  await page.locator('[data-digest]').waitFor();
  await timeIs(page, 180);
  // The policy admits no script but the page's own; a test may bring one along past it.
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  await page.locator('[data-digest]').waitFor();
  await page.addScriptTag({ path: axe });
  await timeIs(page, 180);
  const looks = [
    { theme: 'Dark colours', width: 1360, tabs: ['verdicts', 'nodes', 'key', 'events', 'touch', 'charts'] },
    { theme: 'Light colours', width: 1360, tabs: ['verdicts', 'nodes', 'touch'] },
    { theme: 'Dark colours', width: 390, tabs: ['verdicts', 'events'] },
  ];
  for (const { theme, width, tabs } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.getByRole('button', { name: theme }).click();
    for (const tab of tabs) {
      await page.locator(`[data-tab="${tab}"]`).click();
      t.deepEqual(await barriers(page), [], `${tab}, ${theme}, ${width}`);
    }
  }
  await page.close();
});

inBrowser('the keyboard alone plays, steps, chooses a node and opens a panel', async (t) => {
  const { page } = await open();
  await page.locator('[data-digest]').waitFor();
  const at = async () => Number((await page.locator('[data-at]').textContent())?.replaceAll(',', ''));
  await page.keyboard.press('End');
  const end = await at();
  t.true(end > 1000);
  await page.keyboard.press('ArrowLeft');
  t.is(await at(), end - 1);
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  while ((await at()) <= 200) await page.waitForTimeout(20);
  await page.keyboard.press('Space');
  await page.locator('[data-node="3"]').focus();
  await page.keyboard.press('Enter');
  t.is(await page.locator('[data-node="3"]').getAttribute('aria-pressed'), 'true');
  t.regex((await page.locator('[data-node="3"]').getAttribute('aria-label')) ?? '', /^node 3, up/);
  await page.locator('[data-tab="verdicts"]').focus();
  await page.keyboard.press('ArrowRight');
  t.is(await page.locator('[data-tab="nodes"]').getAttribute('aria-selected'), 'true');
  await page.close();
});

inBrowser('nothing is wider than a phone', async (t) => {
  const { page } = await open('', { width: 390, height: 844 });
  await page.locator('[data-digest]').waitFor();
  for (const tab of ['verdicts', 'nodes', 'key', 'events', 'touch', 'charts']) {
    await page.locator(`[data-tab="${tab}"]`).click();
    t.true(Number(await page.evaluate('document.documentElement.scrollWidth')) <= 390, tab);
  }
  await page.close();
});
