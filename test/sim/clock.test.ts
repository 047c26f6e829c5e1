import test from 'ava';
import fc from 'fast-check';
import type { Tick } from '../../src/core/time.ts';
import { tick, ticks } from '../../src/core/time.ts';
import { InvariantError } from '../../src/lib/assert.ts';
import type { ClockFault } from '../../src/scenario/act.ts';
import { HostClock } from '../../src/sim/clock.ts';

interface Change {
  readonly at: number;
  readonly fault: ClockFault;
}

/** The clock after the changes, in order of time. */
function clockWith(...changes: readonly Change[]): HostClock {
  const clock = new HostClock();
  for (const { at, fault } of changes) clock.set(fault, tick(at));
  return clock;
}

/** Readings at world ticks `from` … `to`. */
function readings(clock: HostClock, from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => clock.read(tick(from + n)));
}

test('a sound clock shows the time of the world', (t) => {
  t.deepEqual(readings(new HostClock(), 0, 3), [0, 1, 2, 3]);
  t.is(new HostClock().worldTicks(ticks(7), tick(90)), 7);
});

test('an offset clock is ahead or behind by its offset, and never below 0', (t) => {
  t.deepEqual(readings(clockWith({ at: 10, fault: { kind: 'offset', ticks: 5 } }), 10, 12), [15, 16, 17]);
  t.deepEqual(readings(clockWith({ at: 0, fault: { kind: 'offset', ticks: -2 } }), 0, 4), [0, 0, 0, 1, 2]);
});

test('a drifting clock runs at exactly its fraction of time, however long', (t) => {
  const slow = clockWith({ at: 10, fault: { kind: 'drift', numerator: 2, denominator: 3 } });
  t.deepEqual(readings(slow, 10, 16), [10, 10, 11, 12, 12, 13, 14]);
  t.is(slow.read(tick(10 + 3_000_000_000)), tick(10 + 2_000_000_000));
  const fast = clockWith({ at: 10, fault: { kind: 'drift', numerator: 3, denominator: 2 } });
  t.deepEqual(readings(fast, 10, 14), [10, 11, 13, 14, 16]);
});

test('a step ahead jumps once, a step back stands still until time has caught up', (t) => {
  t.deepEqual(readings(clockWith({ at: 4, fault: { kind: 'step', ticks: 10 } }), 4, 6), [14, 15, 16]);
  t.deepEqual(readings(clockWith({ at: 4, fault: { kind: 'step', ticks: -2 } }), 4, 8), [4, 4, 4, 5, 6]);
});

test('a frozen clock stands, goes on from there when it drifts, and keeps pace with time again when it is sound', (t) => {
  const freeze: Change = { at: 5, fault: { kind: 'freeze' } };
  t.deepEqual(readings(clockWith(freeze), 5, 8), [5, 5, 5, 5]);
  const drifting = clockWith(freeze, { at: 8, fault: { kind: 'drift', numerator: 1, denominator: 1 } });
  t.deepEqual(readings(drifting, 8, 10), [5, 6, 7]);
  t.deepEqual(readings(clockWith(freeze, { at: 8, fault: { kind: 'sound' } }), 8, 10), [5, 6, 7]);
});

test('a step leaves the pace as it is, freeze included', (t) => {
  const freeze: Change = { at: 5, fault: { kind: 'freeze' } };
  t.deepEqual(readings(clockWith(freeze, { at: 6, fault: { kind: 'step', ticks: 4 } }), 6, 8), [9, 9, 9]);
  const slow: Change = { at: 0, fault: { kind: 'drift', numerator: 1, denominator: 2 } };
  t.deepEqual(
    readings(clockWith(slow, { at: 4, fault: { kind: 'step', ticks: 10 } }), 4, 8),
    [12, 12, 13, 13, 14],
  );
});

test('a timer of a frozen clock is never due, and is due as soon as the clock is past it', (t) => {
  const clock = clockWith({ at: 5, fault: { kind: 'freeze' } });
  t.is(clock.worldTicks(ticks(3), tick(6)), undefined);
  t.is(clock.worldTicks(ticks(0), tick(6)), 0);
  t.is(clock.worldTickOf(tick(8), tick(6)), undefined);
  clock.set({ kind: 'sound' }, tick(20));
  t.is(clock.worldTickOf(tick(8), tick(20)), tick(23));
  clock.set({ kind: 'offset', ticks: 0 }, tick(20));
  t.is(clock.worldTickOf(tick(8), tick(20)), tick(20));
});

test('a jump ahead makes timers due at once, a jump back delays them', (t) => {
  const ahead = clockWith({ at: 10, fault: { kind: 'step', ticks: 100 } });
  t.is(ahead.worldTickOf(tick(50), tick(10)), tick(10));
  const back = clockWith({ at: 10, fault: { kind: 'step', ticks: -100 } });
  t.is(back.worldTickOf(tick(15), tick(10)), tick(115));
});

test('no clock runs at a pace of nothing or of no whole numbers', (t) => {
  for (const [numerator, denominator] of [
    [0, 1],
    [1, 0],
    [1.5, 1],
    [-1, 1],
  ] as const)
    t.throws(() => clockWith({ at: 0, fault: { kind: 'drift', numerator, denominator } }), {
      instanceOf: InvariantError,
    });
});

const part = fc.integer({ min: 1, max: 1_000 });
const clockFault: fc.Arbitrary<ClockFault> = fc.oneof(
  fc.constant<ClockFault>({ kind: 'sound' }),
  fc.constant<ClockFault>({ kind: 'freeze' }),
  fc.record({ kind: fc.constant('offset' as const), ticks: fc.integer({ min: -50, max: 50 }) }),
  fc.record({ kind: fc.constant('step' as const), ticks: fc.integer({ min: -50, max: 50 }) }),
  fc.record({ kind: fc.constant('drift' as const), numerator: part, denominator: part }),
);
const changes: fc.Arbitrary<readonly Change[]> = fc
  .array(fc.record({ at: fc.nat(80), fault: clockFault }), { maxLength: 6 })
  .map((drawn) => [...drawn].sort((a, b) => a.at - b.at));

const END = 120;

test('a reading is an integer from 0 on, and none is below an earlier one, whatever happens to the clock', (t) => {
  fc.assert(
    fc.property(changes, (plan) => {
      const clock = new HostClock();
      let last = 0;
      for (let world = 0; world < END; world += 1) {
        for (const { at, fault } of plan) if (at === world) clock.set(fault, tick(world));
        const reading = clock.read(tick(world));
        t.true(Number.isSafeInteger(reading) && reading >= last);
        last = reading;
      }
    }),
    { seed: 21, numRuns: 200 },
  );
});

test('a timer that is asked for again after each change fires at the first tick whose reading is its due one', (t) => {
  fc.assert(
    fc.property(changes, fc.nat(60), fc.nat(60), (plan, armedAt, after) => {
      const clock = new HostClock();
      let due: Tick | undefined;
      let fires: Tick | undefined;
      let fired: number | undefined;
      let expected: number | undefined;
      for (let world = 0; world < END; world += 1) {
        for (const { at, fault } of plan) {
          if (at !== world) continue;
          clock.set(fault, tick(world));
          if (due !== undefined) fires = clock.worldTickOf(due, tick(world));
        }
        if (world === armedAt) {
          due = tick(clock.read(tick(world)) + after);
          const span = clock.worldTicks(ticks(after), tick(world));
          fires = clock.worldTickOf(due, tick(world));
          t.is(fires, span === undefined ? undefined : tick(world + span));
        }
        if (due !== undefined && expected === undefined && clock.read(tick(world)) >= due) expected = world;
        if (fired === undefined && fires === world) fired = world;
      }
      t.is(fired, expected);
    }),
    { seed: 22, numRuns: 300 },
  );
});
