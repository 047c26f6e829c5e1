import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { fragmentOf } from '../../src/cli/play/link.ts';
import { buildOrder } from '../../src/dashboard/simulator/build.ts';
import { take } from '../../src/dashboard/simulator/take.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { runApplication, temporaryFolder, testcases } from '../cli/application.ts';
import { recordedDigests } from '../determinism/digests.ts';
import { inBrowser, open, timeIs } from './page.ts';

const SCENARIOS = [
  ...[
    'batch/together-is-as-quick-as-alone',
    'clock/a-frozen-clock-comes-back',
    'disk/one-lost-disk-loses-nothing',
  ],
  ...[
    'failover/one-of-three-is-lost',
    'membership/swim-a-false-suspicion-is-refuted',
    'museum/a-later-read-goes-back',
  ],
  ...[
    'partition/a-short-partition-loses-nothing',
    'quorum/r-plus-w-is-not-linearizable',
    'ring/several-join-at-once',
  ],
  'watch/one-hot-key-in-order',
];

const textOf = (file: string) => readFileSync(join(testcases, file), 'utf8');
const linkTo = (file: string, seed: number) =>
  fragmentOf({ file, text: textOf(file), seed, digest: undefined });

/** Those of the classic testcases are recorded. */
function expected(): readonly { readonly file: string; readonly digest: string }[] {
  const recorded = recordedDigests();
  const classic = Object.keys(recorded).map((name) => ({
    file: `${name}.conf`,
    digest: recorded[name]?.['3'] ?? '',
  }));
  const others = SCENARIOS.map((name) => {
    const file = `${name}.yaml`;
    const recorder = new Recorder();
    simulate(buildOrder({ file, text: textOf(file), seed: 3, changes: [] }), recorder);
    return { file, digest: `${recorder.digest}` };
  });
  return [...classic, ...others];
}

/** What the page came to. */
async function digestOn(page: Page): Promise<string | null> {
  await page.locator('main[aria-busy="false"] [data-time]').waitFor({ timeout: 60_000 });
  return page.locator('[data-digest]').textContent();
}

inBrowser('the page gives a run the digest and the points that the command line gives it', async (t) => {
  const { page, complaints } = await open(linkTo('read.conf', 7));
  const { stdout } = runApplication([join(testcases, 'read.conf'), '--seed', '7'], temporaryFolder(t));
  const digest = await digestOn(page);
  t.true(stdout.includes(`digest  ${digest} over`), `${digest}\n${stdout}`);
  t.regex((await page.locator('[data-verdict]').textContent()) ?? '', /holds\s40\/40/);
  t.deepEqual(complaints, []);
  await page.close();
});

inBrowser(
  'all classic testcases and ten scenarios have the digest in the page that they have in Node',
  async (t) => {
    const { page, complaints } = await open(linkTo('read.conf', 1));
    for (const { file, digest } of expected()) {
      await page.evaluate(`location.hash = ${JSON.stringify(linkTo(file, 3))}`);
      await page.locator(`[data-digest]:text-is("${digest}")`).waitFor({ timeout: 20_000 });
      t.pass();
    }
    t.deepEqual(complaints, []);
    await page.close();
  },
);

inBrowser(
  'what is done to the world forks the run, is written as a file, and reopens from its link',
  async (t) => {
    const { page, complaints } = await open(linkTo('singlefailure.conf', 1));
    const before = await digestOn(page);
    await timeIs(page, 60.5);
    await page.locator('[data-tab="touch"]').click();
    await page.locator('[data-deed="crash"]').click();
    await page.locator('[data-parting]').waitFor();
    const forked = await page.locator('[data-digest]').textContent();
    const changes = [{ at: 60, crash: 'n1' }];
    const order = { file: 'singlefailure.conf', text: textOf('singlefailure.conf'), seed: 1, changes };
    t.is(forked, take(buildOrder(order)).film.outcome.digest);
    t.not(forked, before);
    t.regex((await page.locator('[data-parting]').textContent()) ?? '', /parts from as written at tick 60/);
    await page.locator('[data-yaml]').click();
    t.regex((await page.locator('pre').textContent()) ?? '', /at: 60, crash: n1/);
    await page.locator('[data-branch]').first().click();
    t.is(await page.locator('[data-digest]').textContent(), before);
    await page.locator('[data-branch]').last().click();
    await page.waitForFunction('location.hash.includes("changes=")');
    const link = (await page.evaluate('location.hash')) as string;
    await page.close();
    const again = await open(link);
    await again.page.locator(`[data-digest]:text-is("${forked}")`).waitFor();
    t.deepEqual([...complaints, ...again.complaints], []);
    await again.page.close();
  },
);

inBrowser(
  'going back is exact: the picture of a moment is the same from before and from behind',
  async (t) => {
    const { page } = await open(linkTo('read.conf', 1));
    await digestOn(page);
    const picture = () => page.locator('.ring svg').first().innerHTML();
    await timeIs(page, 227.5);
    const first = await picture();
    await timeIs(page, 600);
    t.not(await picture(), first);
    await timeIs(page, 227.5);
    t.is(await picture(), first);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Shift+ArrowRight');
    t.is(await page.locator('[data-time]').getAttribute('aria-valuetext'), 'tick 228 of 699');
    await page.close();
  },
);

inBrowser('a broken claim is told in words, and its steps lead to their moments', async (t) => {
  const { page } = await open(linkTo('quorum/r-plus-w-is-not-linearizable.yaml', 1));
  const story = page.locator('[data-story]');
  await story.waitFor();
  t.regex((await story.textContent()) ?? '', /register demands/);
  await story.locator('ol button').last().click();
  t.true(Number(await page.locator('[data-time]').inputValue()) > 690);
  await page.close();
});
