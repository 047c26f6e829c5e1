import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../../src/core/ids.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import type { QuorumDecision } from '../../../src/core/replication/quorum.ts';
import { decideQuorum, planWriteBack } from '../../../src/core/replication/quorum.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { recordAt } from './records.ts';

type Counts = readonly [asked: number, needed: number, succeeded: number, refused: number, lost: number];

const DECISIONS: Readonly<Record<string, readonly [Counts, QuorumDecision]>> = {
  'nothing yet': [[3, 2, 0, 0, 0], 'waiting'],
  'one success': [[3, 2, 1, 0, 0], 'waiting'],
  'two successes': [[3, 2, 2, 0, 0], 'met'],
  'two successes and a refusal': [[3, 2, 2, 1, 0], 'met'],
  'one success, one refusal': [[3, 2, 1, 1, 0], 'waiting'],
  'one success, one loss': [[3, 2, 1, 0, 1], 'waiting'],
  'one success, two refusals': [[3, 2, 1, 2, 0], 'impossible'],
  'a refusal and a loss': [[3, 2, 0, 1, 1], 'impossible'],
  'two losses': [[3, 2, 0, 0, 2], 'impossible'],
  'two of two asked': [[2, 2, 2, 0, 0], 'met'],
  'a refusal of two asked': [[2, 2, 0, 1, 0], 'impossible'],
};

for (const [title, [[asked, needed, succeeded, refused, lost], decision]] of Object.entries(DECISIONS)) {
  test(`${title} of ${asked} replicas decides: ${decision}`, (t) => {
    t.is(decideQuorum({ asked, needed, succeeded, refused, lost }), decision);
  });
}

test('a decision is final: no further answer overturns it', (t) => {
  const counts = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 5 }));
  fc.assert(
    fc.property(counts, ([succeeded, refused, lost, open, needed]) => {
      const asked = succeeded + refused + lost + open;
      const decision = decideQuorum({ asked, needed, succeeded, refused, lost });
      if (open === 0) return decision !== 'waiting';
      const next = [
        decideQuorum({ asked, needed, succeeded: succeeded + 1, refused, lost }),
        decideQuorum({ asked, needed, succeeded, refused: refused + 1, lost }),
        decideQuorum({ asked, needed, succeeded, refused, lost: lost + 1 }),
      ];
      return decision === 'waiting' || next.every((later) => later === decision);
    }),
    { seed: 1, numRuns: 500 },
  );
  t.throws(() => decideQuorum({ asked: 1, needed: 1, succeeded: 1, refused: 1, lost: 0 }), {
    instanceOf: InvariantError,
  });
});

type Held = number | 'nothing' | 'tombstone';

const WRITE_BACKS: Readonly<
  Record<string, readonly [Readonly<Record<number, Held>>, Held, readonly number[]]>
> = {
  'all agree: nobody is stale': [{ 1: 5, 2: 5, 3: 5 }, 5, []],
  'the older copy is stale': [{ 1: 5, 2: 3 }, 5, [2]],
  'who has nothing is stale': [{ 1: 'nothing', 2: 5, 3: 5 }, 5, [1]],
  'all but the newest are stale': [{ 1: 4, 2: 3, 3: 5 }, 5, [1, 2]],
  'an older tombstone is stale': [{ 1: 'tombstone', 2: 9, 3: 9 }, 9, [1]],
  'a newer tombstone is not overwritten': [{ 1: 'tombstone', 2: 5, 3: 5 }, 5, []],
  'nobody has anything': [{ 1: 'nothing', 2: 'nothing' }, 'nothing', []],
  'tombstones alone are nothing to write back': [{ 1: 'tombstone', 2: 'nothing' }, 'nothing', []],
};

/** The tombstones of the table lie between the versions 5 and 9. */
const TOMBSTONE_AT = 7;

for (const [title, [held, newest, stale]] of Object.entries(WRITE_BACKS)) {
  test(`where ${title}`, (t) => {
    const answers = Object.entries(held).map(([from, what]) => ({
      from: nodeId(Number(from)),
      record: answerOf(what),
    }));
    const plan = planWriteBack(answers, (record) => record.value !== null);
    t.is(plan.newest?.version.counter ?? 'nothing', newest);
    t.deepEqual(plan.stale.map(Number), [...stale]);
  });
}

function answerOf(held: Held): StoredRecord | undefined {
  if (held === 'nothing') return undefined;
  return held === 'tombstone' ? recordAt(TOMBSTONE_AT, null) : recordAt(held);
}
