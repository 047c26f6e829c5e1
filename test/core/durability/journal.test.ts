import test from 'ava';
import fc from 'fast-check';
import type { DurableState } from '../../../src/core/durability/durable-state.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { DiskFault } from '../../../src/scenario/act.ts';
import { anyEntry } from './any-entry.ts';
import { foldOf } from './fold-of.ts';
import { JournalNode } from './journal-node.ts';

/** What a state says, whatever the order it learnt it in. */
function told(state: DurableState): readonly string[] {
  return state
    .entries()
    .map((entry) => JSON.stringify(entry))
    .sort();
}

test('a snapshot of a state folds to that state, and has as many entries as it says', (t) => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 60, size: 'max' }), (log) => {
      const state = foldOf(log);
      t.deepEqual(told(foldOf(state.entries())), told(state));
      t.is(state.entries().length, state.size);
    }),
    { seed: 41, numRuns: 200 },
  );
});

type Move = LogEntry | 'wait' | 'crash' | DiskFault;

const faults: readonly DiskFault[] = [
  { kind: 'sound' },
  { kind: 'slow', ticks: 9 },
  { kind: 'stall' },
  { kind: 'full' },
  { kind: 'torn' },
];

const plans = fc.array(
  fc.oneof<{ readonly arbitrary: fc.Arbitrary<Move>; readonly weight: number }[]>(
    { arbitrary: anyEntry, weight: 12 },
    { arbitrary: fc.constant('wait'), weight: 12 },
    { arbitrary: fc.constant('crash'), weight: 1 },
    { arbitrary: fc.constantFrom(...faults), weight: 2 },
  ),
  { maxLength: 80, size: 'max' },
);

function isFault(move: Exclude<Move, string>): move is DiskFault {
  return faults.some(({ kind }) => kind === move.kind);
}

test('any operations and a crash at any point: the log says a prefix of them, and all that was acknowledged', (t) => {
  let snapshots = 0;
  fc.assert(
    fc.property(fc.nat(3), plans, (latency, plan) => {
      const node = new JournalNode(latency);
      const check = () => {
        const { entries: found, nextIndex } = node.restart();
        t.true(node.acknowledged.every((number) => number < nextIndex));
        t.deepEqual(told(foldOf(found)), told(foldOf(node.written)));
      };
      for (const move of plan) {
        if (move === 'wait') node.run(2);
        else if (move === 'crash') check();
        else if (isFault(move)) node.set(move);
        else node.append(move);
      }
      check();
      snapshots += node.snapshots;
    }),
    { seed: 42, numRuns: 400 },
  );
  t.true(snapshots > 100, `${snapshots} snapshots in 400 runs`);
});

test('a log stays within twice what lives, once it is longer than the least', (t) => {
  const node = new JournalNode(1);
  for (let n = 0; n < 500; n += 1) {
    const version = { counter: n + 1, writer: nodeId(1), incarnation: 1 };
    node.append({ kind: 'put', record: { key: key(`k${n % 10}`), version, value: 'v' } });
    node.run(8);
  }
  const { entries: found, nextIndex } = node.restart();
  t.is(nextIndex, 500);
  t.true(found.length <= 2 * 10 + 1, `${found.length} entries for 10 keys`);
});

test('what rots is told and never read as if nothing had been written', (t) => {
  const node = new JournalNode(1);
  for (let n = 0; n < 40; n += 1) {
    const version = { counter: n + 1, writer: nodeId(1), incarnation: 1 };
    node.append({ kind: 'put', record: { key: key(`k${n % 10}`), version, value: 'v' } });
    node.run(8);
  }
  node.set({ kind: 'rot', ratio: ratio(1, 1) });
  const { records, lost } = foldOf(node.restart().entries);
  t.is(records.size, 0);
  t.deepEqual(
    [...lost].map(String).sort(),
    [...Array.from({ length: 10 }, (_, n) => `k${n}`), 'undefined'].sort(),
  );
});
