import test from 'ava';
import { failuresOf } from '../../../src/explore/failures.ts';
import { partsOf } from '../../../src/explore/shrink/parts.ts';
import { formatRegression, regressionName } from '../../../src/explore/shrink/regression.ts';
import type { Shrunk } from '../../../src/explore/shrink/shrink.ts';
import { shrink } from '../../../src/explore/shrink/shrink.ts';
import { must } from '../../../src/lib/assert.ts';
import { readScenarioFile } from '../../../src/scenario/file/read.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { BAD_SEED, GOOD_SEED, storm, WANTED } from './storm.ts';

const origin = { testcase: 'storms/storm', seed: BAD_SEED };

let found: Shrunk | undefined;
function shrunk(): Shrunk {
  found ??= shrink(storm(BAD_SEED), WANTED, { runs: 2000 });
  return must(found, 'a failure to shrink');
}

const failsAs = (scenario: Scenario, fingerprint: string) =>
  failuresOf(scenario).some((failure) => failure.fingerprint === fingerprint);

test('a storm shrinks to a few packets and operations that fail in the same way', (t) => {
  const { scenario, failure, before, after, isMinimal } = shrunk();
  t.is(failure.fingerprint, WANTED);
  t.true(failsAs(scenario, WANTED));
  t.true(isMinimal);
  t.is(before.operations, 120);
  t.true(after.operations <= 6, `${after.operations} operations`);
  t.true(after.faults <= 10, `${after.faults} faults`);
  t.is(scenario.workload, undefined);
  t.true(after.ticks < before.ticks / 2, `${after.ticks} ticks`);
});

test('no fault, end of a fault or operation of the result can be left out', (t) => {
  const { scenario } = shrunk();
  for (const part of partsOf(scenario)) {
    const acts = scenario.acts.filter((act) => !part.includes(act));
    t.false(failsAs({ ...scenario, acts }, WANTED), JSON.stringify(part));
  }
});

test('the result is a testcase that fails by itself, with the claim that was not kept', (t) => {
  const text = formatRegression(shrunk(), origin);
  const again = readScenarioFile(text, 'again.yaml').build();
  t.deepEqual(again.expectations, [{ checker: 'register', wanted: 'linearizable' }]);
  t.true(failsAs(again, WANTED));
  t.true(again.source.includes(`storms/storm, seed ${BAD_SEED}`));
  t.is(regressionName(shrunk(), origin), `storm-${BAD_SEED}-register`);
});

test('shrinking is the same each time', (t) => {
  const twice = [1, 2].map(() => shrink(storm(BAD_SEED), WANTED, { runs: 60 }));
  t.deepEqual(twice[0], twice[1]);
  t.false(twice[0]?.isMinimal);
});

test('a run that does not fail in the wanted way is not shrunk', (t) => {
  t.is(shrink(storm(GOOD_SEED), WANTED, { runs: 10 }), undefined);
  t.is(shrink(storm(BAD_SEED), 'convergence: a missing copy', { runs: 10 }), undefined);
});

test('a candidate that is not admitted is not taken', (t) => {
  const admits = (candidate: Scenario) => candidate.hosts.length === 5 && candidate.endTick > 1000;
  const kept = must(shrink(storm(BAD_SEED), WANTED, { runs: 200, admits }), 'what is left');
  t.true(kept.after.ticks > 1000);
});
