import test from 'ava';
import { assert, InvariantError, must, unreachable } from '../../src/lib/assert.ts';

test('an assertion that holds is silent, one that does not stops the run', (t) => {
  t.notThrows(() => assert(true, 'fine'));
  t.throws(() => assert(false, 'the ring is empty'), {
    instanceOf: InvariantError,
    message: 'the ring is empty',
  });
});

test('must returns what is there, falsy or not, and names what is missing', (t) => {
  t.is(must(0, 'counter'), 0);
  t.is(must(null, 'gap'), null);
  t.throws(() => must(undefined, 'replica'), { instanceOf: InvariantError, message: 'missing replica' });
});

test('an unreachable variant is shown in the message', (t) => {
  const variant = { kind: 'surprise' } as never;
  t.throws(() => unreachable(variant), { instanceOf: InvariantError, message: /surprise/ });
});
