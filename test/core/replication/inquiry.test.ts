import test from 'ava';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Operation } from '../../../src/core/operation.ts';
import type { StoredRecord } from '../../../src/core/record.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { leaderOf } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { replies, sends } from '../recorded-effects.ts';
import { recordAt } from './records.ts';

const REQUEST = requestId(5);

/** A conditional write at a coordinator that is no replica, and what two of the replicas say they hold. */
function asking(verb: 'create' | 'update' | 'delete', ...found: readonly (StoredRecord | undefined)[]) {
  const node = leaderOf(6, DRILL);
  const key = node.keyWhere((replicas) => !replicas.includes(nodeId(1)));
  const operation: Operation = verb === 'delete' ? { kind: verb, key } : { kind: verb, key, value: 'a' };
  const replicas = node.node.replicasOf(key);
  const asked = node.ask(REQUEST, operation);
  const answers = found.map((record, nth) =>
    node.hear(replicas[nth] ?? 0, {
      kind: 'fetched',
      request: REQUEST,
      record: record === undefined ? undefined : { ...record, key },
    }),
  );
  return { node, key, replicas, asked, last: answers.at(-1) ?? [] };
}

const kindsOf = (effects: readonly Effect[]) => sends(effects).map(({ message }) => message.kind);

test('a conditional write asks all replicas before it writes anything', (t) => {
  t.deepEqual(kindsOf(asking('create').asked), ['fetch', 'fetch', 'fetch']);
  t.deepEqual(asking('create', undefined).last, []);
});

const VALUE = recordAt(5);
const TOMBSTONE = recordAt(7, null);
const CASES = [
  { verb: 'create', found: [undefined, VALUE], reason: 'exists' },
  { verb: 'update', found: [undefined, undefined], reason: 'not-found' },
  { verb: 'update', found: [VALUE, TOMBSTONE], reason: 'not-found' },
  { verb: 'delete', found: [TOMBSTONE, undefined], reason: 'not-found' },
  { verb: 'create', found: [VALUE, TOMBSTONE], reason: undefined },
  { verb: 'update', found: [TOMBSTONE, recordAt(8)], reason: undefined },
  { verb: 'delete', found: [undefined, VALUE], reason: undefined },
] as const;

for (const { verb, found, reason } of CASES) {
  const told = found.map((record) => record?.value ?? (record === undefined ? 'nothing' : 'a tombstone'));
  const end = reason === undefined ? 'goes out to all of them as a put' : `is refused at once, ${reason}`;
  test(`with two of three answers, ${told.join(' and ')}, a ${verb} ${end}`, (t) => {
    const { last, node, replicas } = asking(verb, ...found);
    if (reason !== undefined) {
      t.deepEqual(replies(last), [{ kind: 'failed', reason }]);
      t.deepEqual(kindsOf(last), []);
      return;
    }
    const writes = sends(last).flatMap(({ message }) => (message.kind === 'replicate' ? [message] : []));
    t.is(writes.length, 3);
    const [write] = writes;
    t.is(write?.verb, 'put');
    t.is(write?.record.value, verb === 'delete' ? null : 'a');
    const newest = Math.max(...found.map((record) => record?.version.counter ?? 0));
    t.true((write?.record.version.counter ?? 0) > newest);
    // The third answer to the question says nothing of the write.
    t.deepEqual(node.hear(replicas[2] ?? 0, { kind: 'fetched', request: REQUEST, record: undefined }), []);
    const applied = {
      kind: 'replicated',
      request: REQUEST,
      judgement: 'applied',
      version: write?.record.version,
    } as const;
    t.deepEqual(replies(node.hear(replicas[0] ?? 0, applied)), []);
    t.is(replies(node.hear(replicas[2] ?? 0, applied))[0]?.kind, 'ok');
  });
}
