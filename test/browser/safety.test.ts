import { deflateRawSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { fragmentOf } from '../../src/cli/play/link.ts';
import { inBrowser, open, timeIs } from './page.ts';

const BAIT = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
const link = (text: string, file = 'hostile.yaml') => fragmentOf({ file, text, seed: 1, digest: undefined });

/** Everything that somebody may have to say, in keys and values. */
const HOSTILE = `
title: ${JSON.stringify(BAIT)}
why: ${JSON.stringify(`${BAIT} \u202e reversed \u0000 \ud83d\udc69\u200d\ud83d\ude80`)}
cluster: { nodes: 3 }
faults:
  - { at: 300, operation: { put: ${JSON.stringify(BAIT)}, value: ${JSON.stringify(BAIT)}, by: n1 } }
  - { at: 320, operation: { put: "\u{1f511}\u{1f469}\u200d\u{1f680}", value: ${JSON.stringify('v'.repeat(99_000))}, by: n2 } }
  - { at: 340, operation: { put: "__proto__", value: "constructor", by: n3 } }
  - { at: 360, operation: { read: "javascript:alert(1)", by: n1 } }
end: 500
`;

const isUnharmed = async (page: Page) => (await page.evaluate('window.hacked')) === undefined;

inBrowser('keys, values and titles of any kind are shown as text, and do no harm', async (t) => {
  const { page, complaints } = await open(link(HOSTILE));
  await page.locator('main[aria-busy="false"] [data-time]').waitFor({ timeout: 60_000 });
  t.is(await page.locator('h2').first().textContent(), BAIT);
  await timeIs(page, 400);
  for (const tab of ['nodes', 'key', 'events', 'charts', 'verdicts', 'touch']) {
    await page.locator(`[data-tab="${tab}"]`).click();
    if (tab === 'nodes') await page.locator('[data-card="1"]').click();
    if (tab === 'nodes') await page.locator('[data-detail]').waitFor();
    t.is(await page.locator('main img, main script').count(), 0);
  }
  t.true(await isUnharmed(page));
  t.deepEqual(complaints, []);
  await page.close();
});

const squeezed = (text: string | Uint8Array) => deflateRawSync(text).toString('base64url');
const BAD_LINKS: Readonly<Record<string, string>> = {
  'no base64': '#v=1&file=a.conf&text=%%%<script>',
  'no deflate': '#v=1&file=a.conf&text=AAAAAAAA',
  'another version': `#v=99&file=a.conf&text=${squeezed('MAX_NNB: 4')}`,
  'a bomb': `#v=1&file=a.yaml&text=${squeezed(new Uint8Array(200_000_000))}`,
  'a seed that is none': `#v=1&file=a.conf&seed=1e9&text=${squeezed('MAX_NNB: 4')}`,
  'changes that are none': `#v=1&file=a.conf&text=${squeezed('MAX_NNB: 4')}&changes=${squeezed('{"at":1}')}`,
  'a name that is a script': `#v=1&file=${encodeURIComponent(BAIT)}.conf&text=${squeezed(BAIT)}`,
  'a host that is not there': `#v=1&file=a.conf&text=${squeezed('MAX_NNB: 4')}&changes=${squeezed('[{"at":5,"crash":"n9"}]')}`,
  'YAML that unfolds without end': `#v=1&file=a.yaml&text=${squeezed(`a: &a [x, x]\n${'b: &b [*a, *a, *a]\n'.repeat(30)}`)}`,
};

inBrowser('a damaged or hostile link is refused in words', async (t) => {
  const { page, complaints } = await open('#v=1&file=a.conf&text=%%%');
  await page.locator('main [role="alert"]').waitFor();
  for (const [what, fragment] of Object.entries(BAD_LINKS)) {
    await page.evaluate(`location.hash = ${JSON.stringify(link('MAX_NNB: 4', 'four.conf'))}`);
    await page.locator('main [role="alert"]').waitFor({ state: 'detached' });
    await page.evaluate(`location.hash = ${JSON.stringify(fragment)}`);
    const alert = page.locator('main [role="alert"]').first();
    await t.notThrowsAsync(alert.waitFor({ timeout: 20_000 }), what);
    t.regex((await alert.textContent()) ?? '', /link|allowed|testcase/, what);
    t.true(await isUnharmed(page), what);
  }
  t.deepEqual(complaints, []);
  await page.close();
});

inBrowser('the policy of the page runs nothing and asks nothing but its own files', async (t) => {
  const { page } = await open();
  await page.locator('[data-digest]').waitFor();
  const asked = (await page.evaluate(`(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.hacked = 1';
    document.body.append(script);
    const link = document.createElement('a');
    link.href = 'javascript:window.hacked=1';
    document.body.append(link);
    link.click();
    const asked = await fetch('http://127.0.0.1:9/').then(() => 'answered', (error) => error.name);
    setTimeout('window.hacked = 1');
    await new Promise((done) => setTimeout(done, 20));
    return asked;
  })()`)) as string;
  t.is(asked, 'TypeError');
  t.true(await isUnharmed(page));
  await page.close();
});
