import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { KeyPage } from '../../../src/core/listing/listing.ts';
import type { Message } from '../../../src/core/message.ts';
import { timer } from '../../../src/core/timer.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { sends } from '../recorded-effects.ts';
import { recordAt } from '../replication/records.ts';

const REQUEST = requestId(3);
const LISTING = { prefix: 'k', after: undefined, limit: 10 };
const NOTHING: Message = { kind: 'scanned', request: REQUEST, keys: [], done: true };

const pages = (effects: readonly Effect[]): readonly KeyPage[] =>
  effects.flatMap((effect) => (effect.kind === 'reply-keys' ? [effect.page] : []));

test('a listing asks every member once, and answers when a quorum of each range has', (t) => {
  const node = leaderOf(4);
  const asked = sends(node.askKeys(REQUEST, LISTING));
  t.deepEqual(
    asked.map(({ to, message }) => [Number(to), message.kind]),
    [2, 3, 4].map((id) => [id, 'scan']),
  );
  // Of four members any three hold two replicas of everything; the coordinator itself is one.
  t.deepEqual(pages(node.hear(2, NOTHING)), []);
  t.deepEqual(pages(node.hear(3, NOTHING)), [{ kind: 'ok', keys: [], next: undefined }]);
  t.deepEqual(node.hear(4, NOTHING), []);
});

test('a member that answers twice counts once', (t) => {
  const node = leaderOf(4);
  node.askKeys(REQUEST, LISTING);
  t.deepEqual(pages([...node.hear(2, NOTHING), ...node.hear(2, NOTHING)]), []);
});

test('without a quorum of some range the answer is unavailable, at the time-out', (t) => {
  const node = leaderOf(4);
  node.askKeys(REQUEST, LISTING);
  node.hear(2, NOTHING);
  t.deepEqual(pages(node.elapse(timer('operation', REQUEST))), [{ kind: 'failed', reason: 'unavailable' }]);
  t.deepEqual(node.hear(3, NOTHING), []);
});

test('a replica names what is durable, tombstones among it, and nothing that is not', (t) => {
  const node = leaderOf(4);
  const letter = (nth: number, value: string | null): Message => ({
    kind: 'store',
    request: undefined,
    records: [recordAt(5, value, key(`k${nth}`))],
  });
  node.hear(2, letter(0, 'v'));
  node.appended(0);
  node.hear(2, letter(1, null));
  node.appended(1);
  node.hear(2, letter(2, 'v'));
  const told = sends(node.hear(2, { kind: 'scan', request: REQUEST, listing: LISTING }));
  const version = { counter: 5, writer: nodeId(9), incarnation: 1 };
  t.deepEqual(told, [
    {
      to: nodeId(2),
      message: {
        kind: 'scanned',
        request: REQUEST,
        keys: [
          { key: key('k0'), version, live: true },
          { key: key('k1'), version, live: false },
        ],
        done: true,
      },
    },
  ]);
});
