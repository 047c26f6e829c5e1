import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { buildScenario } from '../../src/scenario/build.ts';
import { buildClassic } from '../../src/scenario/classic/build.ts';
import { parseClassic } from '../../src/scenario/classic/testcase.ts';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { formatScenario } from '../../src/scenario/format/format.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { filesUnder, repositoryRoot } from '../tidy/repository.ts';
import { anyScenario } from './any-scenario.ts';

function readBack(scenario: Scenario): Scenario {
  return buildScenario(parseScenario(formatScenario(scenario), 'written.yaml'), scenario.seed);
}

test('any scenario is read back as it was written', (t) => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      t.deepEqual(readBack(scenario), scenario);
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('whatever a swarm draws is read back as it was written', (t) => {
  const swarm = parseScenario('title: a swarm\nswarm: { majority: false }\n', 'x.yaml');
  for (let seed = 0; seed < 50; seed += 1) {
    const scenario = buildScenario(swarm, seed);
    t.deepEqual(readBack(scenario), scenario);
  }
});

test('the classic testcases are read back as they were written', (t) => {
  for (const file of filesUnder('testcases').filter((path) => path.endsWith('.conf'))) {
    const scenario = buildClassic(parseClassic(readFileSync(join(repositoryRoot, file), 'utf8'), file), 1);
    t.deepEqual(readBack(scenario), scenario, file);
  }
});

test('a scenario whose acts were thinned out is read back as it was written', (t) => {
  const whole = buildScenario(parseScenario('title: a swarm\nswarm: true\n', 'x.yaml'), 7);
  for (let left = 0; left < whole.acts.length; left += 1) {
    const thin = { ...whole, acts: whole.acts.filter((_, index) => index !== left) };
    t.deepEqual(readBack(thin), thin);
  }
});

test('a fault and its end are written as one entry', (t) => {
  const text =
    'title: a\nfaults:\n  - { at: 100, crash: n2, until: 300 }\n  - { at: 150, loss: 5%, from: n1, until: 250 }\nend: 900\n';
  const written = formatScenario(buildScenario(parseScenario(text, 'x.yaml'), 1));
  t.true(
    written.includes(
      '  - { at: 100, crash: n2, until: 300 }\n  - { at: 150, loss: 5%, from: n1, until: 250 }\n',
    ),
    written,
  );
});

test('every scenario of the shelf is right, and read back as it was written', (t) => {
  const files = filesUnder('testcases').filter((path) => path.endsWith('.yaml'));
  for (const file of files) {
    const parsed = parseScenario(readFileSync(join(repositoryRoot, file), 'utf8'), file);
    const scenario = buildScenario(parsed, parsed.seed);
    t.deepEqual(readBack(scenario), scenario, file);
    t.not(parsed.why, '', file);
    t.not(parsed.source, '', file);
    t.true(scenario.expectations.length > 0, file);
  }
});
