import test from 'ava';
import { failuresOf } from '../../src/explore/failures.ts';
import { InvariantError } from '../../src/lib/assert.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { drill } from './drills.ts';

function throwing(error: Error): Scenario {
  return {
    ...drill(),
    get acts(): Scenario['acts'] {
      throw error;
    },
  };
}

test('an assertion that trips is a failure of the run, without its numbers', (t) => {
  t.deepEqual(failuresOf(throwing(new InvariantError('host 7 is missing'))), [
    { fingerprint: 'assertion: host # is missing', row: undefined },
  ]);
});

test('any other error is no failure of the run, and goes through', (t) => {
  t.throws(() => failuresOf(throwing(new TypeError('not a function'))), { instanceOf: TypeError });
});
