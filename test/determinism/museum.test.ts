import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { findTestcases } from '../../src/cli/testcase/find.ts';
import { nameOf } from '../../src/cli/testcase/name.ts';
import { readText } from '../../src/cli/testcase/read-text.ts';
import { judgeRun } from '../../src/explore/judge-run.ts';
import { must } from '../../src/lib/assert.ts';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { repositoryRoot } from '../tidy/repository.ts';

/** Seeds that no exhibit names. */
const OTHER_SEEDS = Array.from({ length: 10 }, (_, nth) => 1001 + nth);

const files = findTestcases([join(repositoryRoot, 'testcases/museum')], ['.yaml']).map((path) => ({
  name: nameOf(path),
  file: readScenarioFile(readText(path), path),
}));
/** What shows a failure; its twin is named after it, with what prevents the failure. */
const exhibits = files.filter(({ name }) => !name.includes('-unless-'));

test('the museum has at least seven exhibits, and each file is one of a pair', (t) => {
  t.true(exhibits.length >= 7);
  t.is(files.length, 2 * exhibits.length);
});

for (const { name, file } of exhibits) {
  const twins = files.filter((other) => other.name.startsWith(`${name}-unless-`));
  const exhibit = file.build();
  const twin = must(twins[0], `twin of ${name}`).file;

  test(`${name}: only a setting tells it from its twin, which says what in src/ prevents it`, (t) => {
    const prevented = twin.build();
    t.is(twins.length, 1);
    t.deepEqual(schedule(prevented), schedule(exhibit));
    t.notDeepEqual(prevented.settings, exhibit.settings);
    t.true(exhibit.expectations.every(({ wanted }) => wanted === 'broken'));
    t.true(prevented.expectations.every(({ wanted }) => wanted !== 'broken'));
    t.not(exhibit.source, '');
    const [rule = ''] = prevented.why.split(': ');
    t.regex(rule, /^src\/\S+\.ts$/);
    t.true(existsSync(join(repositoryRoot, rule)), rule);
  });

  test(`${name}: under at least nine of ten seeds it breaks, and under none with its defence on`, (t) => {
    const shown = OTHER_SEEDS.filter((seed) => isMet(file.build(seed)));
    const prevented = OTHER_SEEDS.filter((seed) => isMet(twin.build(seed)));
    t.log(`broken under ${shown.length} of ${OTHER_SEEDS.length} seeds`);
    t.true(shown.length >= 9);
    t.deepEqual(prevented, OTHER_SEEDS);
  });
}

function isMet(scenario: Scenario): boolean {
  return judgeRun(scenario).rows.every(({ met }) => met);
}

/** All that a scenario says but its words, its claims and its settings. */
function schedule({ title, why, settings, expectations, ...rest }: Scenario): unknown {
  return rest;
}
