import test from 'ava';
import fc from 'fast-check';
import type { Key, NodeId } from '../../../src/core/ids.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { KeyPage, Listing } from '../../../src/core/listing/listing.ts';
import { PendingListing } from '../../../src/core/listing/pending-listing.ts';
import { scan } from '../../../src/core/listing/scan.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { plainMembers } from '../../../src/core/ring/members.ts';
import { Ring } from '../../../src/core/ring/ring.ts';
import { compareText } from '../../../src/lib/order.ts';
import { recordAt } from '../replication/records.ts';

const SETTINGS = { replicas: 3, quorum: 2 };
const MEMBERS = [1, 2, 3, 4, 5, 6].map(nodeId);
const RING = new Ring(plainMembers(MEMBERS), 8);

type Copies = ReadonlyMap<NodeId, readonly StoredRecord[]>;

/** Keys of a store, each with its newest version, a tombstone for some. */
const records = fc
  .uniqueArray(
    fc.tuple(fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀'), maxLength: 4 }), fc.boolean()),
    {
      selector: ([name]) => name,
      maxLength: 40,
    },
  )
  .map((all) => all.map(([name, live]) => recordAt(5, live ? 'v' : null, key(name))));
const order = fc.shuffledSubarray(MEMBERS, { minLength: MEMBERS.length });

/** Each record at a quorum of its replicas at least; a third one may hold an older version, that lives, or nothing. */
function spread(all: readonly StoredRecord[], third: readonly number[]): Copies {
  const held = new Map<NodeId, StoredRecord[]>(MEMBERS.map((member) => [member, []]));
  all.forEach((record, nth) => {
    const replicas = RING.preferenceList(record.key, 3);
    const behind = third[nth] ?? 3;
    replicas.forEach((replica, rank) => {
      if (rank !== behind) held.get(replica)?.push(record);
      else if (nth % 2 === 0) held.get(replica)?.push(recordAt(4, 'old', record.key));
    });
    // A copy that a bystander was not told to let go says nothing.
    const bystander = MEMBERS.find((member) => !replicas.includes(member));
    if (bystander !== undefined)
      held.get(bystander)?.push(recordAt(9, nth % 3 === 0 ? null : 'surplus', record.key));
  });
  return held;
}

function pageOf(listing: Listing, copies: Copies, answers: readonly NodeId[]): KeyPage | undefined {
  const pending = new PendingListing(listing, RING, SETTINGS, MEMBERS);
  for (const member of answers) {
    pending.take(member, scan(copies.get(member) ?? [], listing));
    const page = pending.page();
    if (page !== undefined) return page;
  }
  return undefined;
}

function walk(first: Listing, copies: Copies, answers: readonly NodeId[]): readonly Key[] {
  const keys: Key[] = [];
  for (let after = first.after, pages = 0; pages < 1_000; pages += 1) {
    const page = pageOf({ ...first, after }, copies, answers);
    if (page?.kind !== 'ok') throw new Error('no page');
    keys.push(...page.keys);
    if (page.next === undefined) return keys;
    after = page.next;
  }
  throw new Error('pages without end');
}

test('page by page all live keys of a prefix are named, once and in code-unit order, whoever answers first', (t) => {
  const third = fc.array(fc.nat(3), { maxLength: 40 });
  const prefix = fc.constantFrom('', 'a', 'ab', '😀');
  fc.assert(
    fc.property(
      records,
      third,
      prefix,
      fc.integer({ min: 1, max: 9 }),
      order,
      (all, behind, start, limit, answers) => {
        const expected = all
          .filter((record) => record.value !== null && record.key.startsWith(start))
          .map((record) => record.key)
          .sort(compareText);
        t.deepEqual(walk({ prefix: start, after: undefined, limit }, spread(all, behind), answers), expected);
      },
    ),
    { seed: 31, numRuns: 150 },
  );
});

test('while nothing changes a question has the same page, whoever answers first', (t) => {
  fc.assert(
    fc.property(records, fc.integer({ min: 1, max: 9 }), order, order, (all, limit, some, others) => {
      const copies = new Map(
        MEMBERS.map((member) => [
          member,
          all.filter((record) => RING.preferenceList(record.key, 3).includes(member)),
        ]),
      );
      const listing = { prefix: '', after: undefined, limit };
      t.deepEqual(pageOf(listing, copies, some), pageOf(listing, copies, others));
    }),
    { seed: 32, numRuns: 150 },
  );
});

test('a page is answered exactly when every range has a quorum of its replicas, and refused when that cannot be', (t) => {
  const present = fc.subarray(MEMBERS, { minLength: 1 });
  fc.assert(
    fc.property(present, fc.constantFrom(1, 2, 3), (answering, quorum) => {
      const pending = new PendingListing(
        { prefix: '', after: undefined, limit: 3 },
        RING,
        { replicas: 3, quorum },
        MEMBERS,
      );
      const isCovered = (some: readonly NodeId[]): boolean =>
        Array.from({ length: RING.arcs }, (_, arc) => RING.listOf(arc, 3)).every(
          (list) => list.filter((node) => some.includes(node)).length >= quorum,
        );
      answering.forEach((member, nth) => {
        pending.take(member, { keys: [], done: true });
        if (nth < answering.length - 1 || answering.length < MEMBERS.length)
          t.is(pending.page() !== undefined, isCovered(answering.slice(0, nth + 1)));
      });
      for (const member of MEMBERS) if (!answering.includes(member)) pending.lose(member);
      t.is(pending.page()?.kind, isCovered(answering) ? 'ok' : 'failed');
    }),
    { seed: 33, numRuns: 100 },
  );
});

test('a scan is the first keys of the range and says whether there are more, however many records it passes', (t) => {
  fc.assert(
    fc.property(
      records,
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('', 'a', 'b'),
      (all, limit, after) => {
        const listing = { prefix: '', after: after === '' ? undefined : key(after), limit };
        const behind = all
          .map((record) => record.key)
          .filter((one) => after === '' || compareText(one, after) > 0)
          .sort(compareText);
        const { keys, done } = scan(all, listing);
        t.deepEqual(
          keys.map((told) => told.key),
          behind.slice(0, limit),
        );
        t.is(done, behind.length <= limit);
      },
    ),
    { seed: 34, numRuns: 150 },
  );
});
