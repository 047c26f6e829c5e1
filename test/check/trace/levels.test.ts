import test from 'ava';
import { checkAvailability } from '../../../src/check/trace/availability.ts';
import { checkCounters } from '../../../src/check/trace/counters.ts';
import type { Operation } from '../../../src/core/operation.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { expectAll } from './expect.ts';
import { bookOf, KEY } from './told.ts';
import { asked, gaveUp, replied } from './told-operations.ts';
import { held, surveyed } from './told-surveys.ts';

/** One more, from what was read, and its answer. */
function incremented(request: number, to: number, answer?: string): readonly RareEvent[] {
  const operation: Operation = {
    ...{ kind: 'cas', key: KEY, expected: to === 1 ? null : `${to - 1}`, value: `${to}` },
  };
  const question = asked(request, 'read') as Extract<RareEvent, { kind: 'requested' }>;
  const told: RareEvent = { ...question, operation };
  return answer === undefined ? [told] : [told, replied(request, answer)];
}

const end = (value: string) => surveyed(1, [held(`${value} 9@n1`)]);

expectAll('counters', checkCounters, [
  { claim: 'nobody counts', events: [end('0')], says: 'undecided' },
  {
    claim: 'each counts',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 2, 'ok 2'), end('2')],
    says: 'holds',
  },
  {
    claim: 'one of unknown fate may count',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 2), end('2')],
    says: 'holds',
  },
  {
    claim: 'one of unknown fate need not count',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 2, 'unknown timeout'), end('1')],
    says: 'holds',
  },
  {
    claim: 'one is lost',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 2, 'ok 2'), end('1')],
    says: { broken: 'an increment that was answered with ok is lost' },
  },
  {
    claim: 'one that failed counts',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 2, 'failed mismatch'), end('2')],
    says: { broken: 'more increments than were asked for' },
  },
  {
    claim: 'two of one number',
    events: [incremented(0, 1, 'ok 1'), incremented(1, 1, 'ok 1'), end('2')],
    says: { broken: 'two increments to the same number' },
  },
]);

const half = { numerator: 1, denominator: 2 };
expectAll('availability', (book) => checkAvailability(book, { least: half, majorityLeft: true }), [
  {
    claim: 'half of all are answered, some with a refusal',
    events: [asked(0, 'read'), replied(0, 'failed not-found'), asked(1, 'read'), gaveUp(1)],
    says: 'holds',
  },
  {
    claim: 'that nobody can be reached is no answer',
    events: [asked(0, 'read'), replied(0, 'failed unavailable')],
    says: { broken: 'too few operations are answered' },
  },
]);

test('availability: nothing is promised where faults touched a majority', (t) => {
  const { verdict } = checkAvailability(bookOf(asked(0, 'read')), { least: half, majorityLeft: false });
  t.like(verdict, { kind: 'undecided', vacuous: true });
});
