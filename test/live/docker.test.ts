import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { DCLinter } from 'dclint';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { repositoryRoot } from '../tidy/repository.ts';

/** What of a linter's findings is looked at. */
interface Linted {
  readonly messages: readonly { readonly type: string; readonly message: string }[];
}

const folder = join(repositoryRoot, 'docker');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('the Dockerfile is sound', (t) => {
  t.deepEqual(validate(read('Dockerfile')), []);
});

test('the compose file is what its specification allows', (t) => {
  const linter = new DCLinter({ rules: {}, quiet: true, debug: false, exclude: [] });
  const results = linter.lintFiles([join(folder, 'compose.yaml')], false);
  const errors = results.flatMap(({ messages }: Linted) => messages.filter(({ type }) => type === 'error'));
  t.is(results.length, 1);
  t.deepEqual(errors, []);
});

test('the five nodes of the compose file join each other and are scraped', (t) => {
  interface Node {
    readonly environment: Readonly<Record<string, string>>;
  }
  const { services } = parse(read('compose.yaml'), { merge: true }) as { services: Record<string, Node> };
  const nodes = Object.entries(services).filter(([name]) => /^n\d$/.test(name));
  const homes = nodes.map(([name]) => `${name}:5001`);
  t.is(nodes.length, 5);
  for (const [name, { environment }] of nodes) {
    t.is(environment['ORRERY_JOIN'], homes.join());
    t.is(environment['ORRERY_ADVERTISE'], `${name}:5001`);
  }
  const { scrape_configs: jobs } = parse(read('prometheus.yml')) as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };
  t.deepEqual(jobs[0]?.static_configs[0]?.targets, homes);
});
