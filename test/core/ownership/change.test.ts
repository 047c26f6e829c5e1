import test from 'ava';
import fc from 'fast-check';
import { nodeId } from '../../../src/core/ids.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import type { Change } from '../../../src/core/ownership/change.ts';
import { completed, halted, planned, undone } from '../../../src/core/ownership/change.ts';
import type { Epoch, Owner } from '../../../src/core/ownership/epoch.ts';
import { companyOf, founded, majorityOf, ownerIn } from '../../../src/core/ownership/epoch.ts';

const LAW = { seed: 1, numRuns: 100 };

const ids = (most: number, least = 0) =>
  fc.uniqueArray(fc.integer({ min: 1, max: 8 }).map(nodeId), { minLength: least, maxLength: most });
const changes: fc.Arbitrary<Change> = fc.record({
  join: ids(3).map((some) => some.map((id) => ({ id, seat: PLAIN_SEAT }))),
  leave: ids(3),
});

type Step = (epoch: Epoch, change: Change) => Epoch | undefined;
const STEPS: readonly Step[] = [
  planned,
  (epoch) => completed(epoch),
  (epoch) => undone(epoch),
  (epoch) => halted(epoch, true),
  (epoch) => halted(epoch, false),
];

/** Epochs of one group, each the next of the one before; a step that leads nowhere is left out. */
const sequences: fc.Arbitrary<readonly Epoch[]> = fc
  .tuple(ids(4, 1), fc.array(fc.tuple(fc.constantFrom(...STEPS), changes), { minLength: 12, maxLength: 25 }))
  .map(([founders, steps]) => {
    const seated = founders.map((id) => ({ id, seat: PLAIN_SEAT }));
    let last = founded(seated, 'ours');
    const epochs = [last];
    for (const [step, change] of steps) {
      const next = last.target !== undefined && step === planned ? undefined : step(last, change);
      if (next === undefined) continue;
      epochs.push(next);
      last = next;
    }
    return epochs;
  });

const isAscending = (of: readonly Owner[]) =>
  of.every(({ id }, nth) => nth === 0 || id > (of[nth - 1]?.id ?? 0));

test('epochs count up by one, always have owners, and name each once in order', (t) => {
  fc.assert(
    fc.property(sequences, (epochs) => {
      t.deepEqual(
        epochs.map(({ number }) => number),
        epochs.map((_, nth) => nth + 1),
      );
      return epochs.every(
        ({ cluster, owners, target = owners }) =>
          cluster === 'ours' &&
          owners.length * target.length > 0 &&
          isAscending(owners) &&
          isAscending(target),
      );
    }),
    LAW,
  );
});

test('owners in effect change only by completing what was pending', (t) => {
  let completions = 0;
  fc.assert(
    fc.property(sequences, (epochs) =>
      epochs.slice(1).every((epoch, nth) => {
        const before = epochs[nth];
        const isSame = JSON.stringify(epoch.owners) === JSON.stringify(before?.owners);
        if (!isSame) completions += 1;
        return isSame || (epoch.target === undefined && epoch.owners === before?.target);
      }),
    ),
    LAW,
  );
  t.true(completions > 40, 'hardly anything was completed');
});

test('whoever carries the same `since` as before has been in the company of every epoch between', (t) => {
  fc.assert(
    fc.property(sequences, (epochs) => {
      for (const [later, epoch] of epochs.entries()) {
        for (const { id, since } of companyOf(epoch)) {
          const between = epochs.slice(since - 1, later);
          t.true(between.every((one) => ownerIn(one, id)?.since === since));
        }
      }
    }),
    { ...LAW, numRuns: 40 },
  );
});

test('the company of an epoch is every owner and everybody to come, once', (t) => {
  fc.assert(
    fc.property(sequences, (epochs) =>
      epochs.every((epoch) => {
        const company = companyOf(epoch);
        const all = new Set([...epoch.owners, ...(epoch.target ?? [])].map(({ id }) => id));
        return isAscending(company) && company.length === all.size && company.every(({ id }) => all.has(id));
      }),
    ),
    LAW,
  );
  t.is(ownerIn(undefined, nodeId(1)), undefined);
});

test('nothing is completed, undone or halted where nothing is pending, and a change of nothing is none', (t) => {
  const still = founded([{ id: nodeId(1), seat: PLAIN_SEAT }], '');
  const joins = [{ id: nodeId(1), seat: PLAIN_SEAT }];
  t.deepEqual(
    [completed(still), undone(still), halted(still, true), planned(still, { join: joins, leave: [] })],
    [undefined, undefined, undefined, undefined],
  );
  t.is(planned(still, { join: [], leave: [nodeId(1)] }), undefined, 'nobody would be left');
});

test('a change goes on as what it was when it was halted', (t) => {
  const still = founded([{ id: nodeId(1), seat: PLAIN_SEAT }], '');
  const pending = planned(still, { join: [{ id: nodeId(2), seat: PLAIN_SEAT }], leave: [] });
  const stopped = pending && halted(pending, true);
  const going = stopped && halted(stopped, false);
  t.is(stopped?.paused, true);
  t.deepEqual(going, pending && { ...pending, number: 4 });
  t.is(stopped && halted(stopped, true), undefined, 'it stands still already');
});

test('any two majorities of the copies of a key meet', (t) => {
  for (let replicas = 1; replicas <= 7; replicas += 1)
    for (let group = 1; group <= 9; group += 1)
      t.true(2 * majorityOf(replicas, group) > Math.min(replicas, group));
});
