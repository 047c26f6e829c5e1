import test from 'ava';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { PLAIN_SEAT } from '../../../src/core/membership/seat.ts';
import type { Message } from '../../../src/core/message.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { LoneNode } from '../lone-node.ts';
import type { Effect } from '../recorded-effects.ts';
import { sends } from '../recorded-effects.ts';

const PLUM = key('plum');
const REQUEST = requestId(1);
const LOG: readonly LogEntry[] = [2, 3].map((number) => {
  return { kind: 'member', member: nodeId(number), present: true, seat: PLAIN_SEAT };
});
const RECALL: Message = { kind: 'recall', after: undefined, incarnation: 2 };

const record = (counter: number) => {
  return { key: PLUM, version: { counter, writer: nodeId(3), incarnation: 1 }, value: `v${counter}` };
};

/** All questions that a coordinator asks, in this order, as if it knew this life of node 2. */
function questions(incarnation: number): readonly Message[] {
  const lives = [1, 2, 3].map((number) => {
    return { node: nodeId(number), incarnation: number === 2 ? incarnation : 1 };
  });
  const replicas = [1, 2, 3].map(nodeId);
  const of = { request: REQUEST, lives } as const;
  return [
    { kind: 'replicate', verb: 'put', record: record(2), replicas, ...of },
    { kind: 'fetch', key: PLUM, ...of },
    { kind: 'store', records: [record(3)], ...of },
    { kind: 'prepare', key: PLUM, ballot: record(4).version, ...of },
    { kind: 'accept', verb: 'put', record: record(5), replicas, ...of },
  ];
}

const nodeWith = (entries: readonly LogEntry[]) =>
  new LoneNode(1, 1, DRILL, { entries, nextIndex: entries.length });

const said = (node: LoneNode, message: Message) =>
  [...sends(node.hear(3, message)), ...sends(node.synced())].map((sent) => sent.message.kind);

const appended = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.kind === 'append' ? [effect.entry] : []));

test('who told a node that has lost entries what to hold answers no question that means an earlier life of it', (t) => {
  const node = nodeWith(LOG);
  const log = [...LOG, ...appended(node.hear(2, RECALL))];
  node.synced();
  for (const told of [node, nodeWith(log)]) {
    const answers = ['replicated', 'fetched', 'stored', 'promised', 'accepted'];
    t.deepEqual(
      questions(1).filter((question) => said(told, question).some((kind) => answers.includes(kind))),
      [],
    );
    t.deepEqual(
      questions(2).map((question) => said(told, question)),
      answers.map((kind) => [kind]),
    );
  }
});

test('what is not durable yet is told too, once it is', (t) => {
  const node = nodeWith(LOG);
  node.hear(3, { kind: 'replicate', request: REQUEST, verb: 'put', record: record(2), replicas: [] });
  t.deepEqual(sends(node.hear(2, RECALL)), []);
  const told = sends(node.synced()).flatMap(({ message }) =>
    message.kind === 'recalled' ? message.entries : [],
  );
  t.deepEqual(told, [{ key: PLUM, version: record(2).version }]);
});
