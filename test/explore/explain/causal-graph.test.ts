import test from 'ava';
import type { Key, NodeId, RequestId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Tick } from '../../../src/core/time.ts';
import { CausalGraph } from '../../../src/explore/explain/causal-graph.ts';
import { focusOf } from '../../../src/explore/explain/focus.ts';
import { placesOf, sliceOf } from '../../../src/explore/explain/slice.ts';
import type { RareEvent, TraceEvent } from '../../../src/trace/event.ts';

const K = 'k' as Key;
const [N1, N2, N3] = [1, 2, 3].map((id) => id as NodeId) as [NodeId, NodeId, NodeId];
const at = (tick: number) => tick as Tick;
const ask = (request: number, key = K): Message => ({ kind: 'fetch', request: request as RequestId, key });
const asked = (tick: number, node: NodeId, request: number, key = K): TraceEvent => ({
  ...{ kind: 'requested', tick: at(tick), node, request: request as RequestId },
  ...{ operation: { kind: 'read', key }, expected: null },
});
const replied = (tick: number, node: NodeId, request: number): RareEvent => ({
  ...{ kind: 'replied', tick: at(tick), node, request: request as RequestId },
  outcome: { kind: 'ok', value: 'v' },
});

const question = ask(1);
const answer: Message = { kind: 'fetched', request: 1 as RequestId, record: undefined };
const lost = ask(1);
const late = ask(1);
const other = ask(9, 'other' as Key);
const end = replied(6, N1, 1);

/** n1 asks n2, n2 answers; a question to n3 is lost, another arrives when all is over; and somebody asks for another key. */
const EVENTS: readonly TraceEvent[] = [
  asked(1, N1, 1),
  { kind: 'sent', tick: at(1), node: N1, to: N2, message: question },
  { kind: 'sent', tick: at(1), node: N1, to: N3, message: lost },
  { kind: 'dropped', tick: at(1), node: N1, to: N3, message: lost, reason: 'loss' },
  { kind: 'sent', tick: at(1), node: N1, to: N3, message: late },
  asked(2, N2, 9, 'other' as Key),
  { kind: 'sent', tick: at(2), node: N2, to: N3, message: other },
  { kind: 'received', tick: at(3), node: N2, from: N1, message: question },
  { kind: 'sent', tick: at(3), node: N2, to: N1, message: answer },
  { kind: 'received', tick: at(5), node: N1, from: N2, message: answer },
  end,
  { kind: 'received', tick: at(9), node: N3, from: N1, message: late },
  { kind: 'host-crashed', tick: at(9), node: N3 },
];

test('a message comes after its sending and after what its receiver did before', (t) => {
  const graph = new CausalGraph(EVENTS);
  t.deepEqual(graph.causesOf(7), [6, 1]);
  t.deepEqual(graph.causesOf(9), [4, 8]);
  t.deepEqual(graph.fatesOf(2), [3]);
  t.is(graph.sendingOf(11), 4);
});

test('a packet that is lost comes before nothing', (t) => {
  const past = new CausalGraph(EVENTS).pastOf([10]);
  t.is(past[3], 0);
  t.is(past[2], 1);
});

test('the slice holds what led to the answer and what became of all that was sent for it, and nothing of other keys', (t) => {
  const graph = new CausalGraph(EVENTS);
  const focus = focusOf({ kind: 'planted', events: [EVENTS[0] as RareEvent, end] });
  t.deepEqual(sliceOf(graph, placesOf(graph, [end]), focus), [0, 1, 2, 3, 4, 7, 8, 9, 10, 11]);
});

test('a slice of what happened first holds nothing that came later', (t) => {
  const graph = new CausalGraph(EVENTS);
  const focus = focusOf({ kind: 'planted', events: [EVENTS[0] as RareEvent] });
  t.deepEqual(sliceOf(graph, [0], focus), [0]);
});
