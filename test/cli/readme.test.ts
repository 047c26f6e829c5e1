import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { must } from '../../src/lib/assert.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { temporaryFolder, testcases } from './application.ts';
import { follow } from './follow.ts';

const README = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');

/** The fenced block of the page that begins so. */
function blockFrom(start: string): string {
  const [, rest] = README.split(new RegExp(`\n\`\`\`\\w*\n(?=${start})`));
  return must(rest?.split('\n```\n')[0], `a block that begins with ${start}`);
}

for (const [name, start, text] of [
  ['testcases/read.conf', 'read  read in a group', readFileSync(join(testcases, 'read.conf'), 'utf8')],
  ['demo.yaml', 'demo  An acknowledged write', blockFrom('title: An acknowledged write')],
] as const) {
  test(`README shows what ${name} prints, to the digest`, async (t) => {
    const folder = temporaryFolder(t);
    const file = name.replace('testcases/', '');
    writeFileSync(join(folder, file), text);
    const { stdout } = await follow([file], folder);
    t.is(stdout.trimEnd().replace(/again {3}\S+ \S+/, `again   ./Application ${name}`), blockFrom(start));
  });
}
