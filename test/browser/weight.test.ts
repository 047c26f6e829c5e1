import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fragmentOf } from '../../src/cli/play/link.ts';
import { buildOrder } from '../../src/dashboard/simulator/build.ts';
import { take } from '../../src/dashboard/simulator/take.ts';
import { testcases } from '../cli/application.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { inBrowser, open } from './page.ts';

const MOST_BYTES = 150_000;
const LEAST_SHARE = 0.7;
const RUNS = 7;

inBrowser('the first script is below 150 KB gzipped, and what it took to show a run is told', async (t) => {
  const site = join(repositoryRoot, 'dist', 'site');
  const html = readFileSync(join(site, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(
    ([, script = '']) => script,
  );
  t.true(scripts.length > 0);
  const bytes = scripts.reduce((sum, script) => sum + gzipSync(readFileSync(join(site, script))).length, 0);
  t.true(bytes < MOST_BYTES, `${bytes}`);
  const { page } = await open();
  await page.locator('[data-digest]').waitFor();
  const shown = (await page.evaluate('performance.now()')) as number;
  const loaded = (await page.evaluate(
    'performance.getEntriesByType("navigation")[0].loadEventEnd',
  )) as number;
  t.log(
    `first script ${(bytes / 1000).toFixed(1)} KB gzipped; loaded after ${loaded.toFixed(0)} ms, a run of read.conf shown after ${shown.toFixed(0)} ms`,
  );
  await page.close();
});

inBrowser('the simulator is at least 0.7 times as fast in the page as in Node', async (t) => {
  const file = 'scale/thirty-hosts-agree.yaml';
  const text = readFileSync(join(testcases, file), 'utf8');
  const { page } = await open(fragmentOf({ file, text, seed: 1, digest: undefined }));
  const [inPage, inNode]: [number[], number[]] = [[], []];
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const scenario = buildOrder({ file, text, seed, changes: [] });
    const begun = performance.now();
    const { film } = take(scenario);
    inNode.push(performance.now() - begun);
    await page.evaluate(
      `location.hash = ${JSON.stringify(fragmentOf({ file, text, seed, digest: undefined }))}`,
    );
    await page.locator(`[data-digest]:text-is("${film.outcome.digest}")`).waitFor({ timeout: 60_000 });
    inPage.push(Number(await page.locator('[data-took]').getAttribute('data-took')));
  }
  // The best of each: whatever else the machine does makes runs slower and none faster.
  const share = Math.min(...inNode) / Math.min(...inPage);
  t.log(
    `Node ${Math.min(...inNode).toFixed(0)} ms, the page ${Math.min(...inPage).toFixed(0)} ms: ${share.toFixed(2)} times as fast`,
  );
  t.true(share >= LEAST_SHARE, `${share}`);
  await page.close();
});
