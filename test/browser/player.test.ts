import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fragmentOf } from '../../src/cli/play/link.ts';
import { runApplication, testcases } from '../cli/application.ts';
import { inBrowser, open } from './page.ts';

function digestOf(testcase: string, seed: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
  try {
    const { stdout } = runApplication([join(testcases, testcase), '--seed', `${seed}`], folder);
    return /digest {2}([0-9a-f]{16})/.exec(stdout)?.[1] ?? stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

inBrowser('the page gives a run the digest that the command line gives it', async (t) => {
  const text = readFileSync(join(testcases, 'read.conf'), 'utf8');
  const { page, complaints } = await open(
    fragmentOf({ file: 'read.conf', text, seed: 7, digest: undefined }),
  );
  t.is(await page.locator('[data-digest]').textContent(), digestOf('read.conf', 7));
  t.deepEqual(complaints, []);
});
