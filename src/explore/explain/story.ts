import type { TraceWitness } from '../../check/trace/witness.ts';
import type { NodeId, RequestId } from '../../core/ids.ts';
import type { Settings } from '../../core/settings.ts';
import { settingsOf } from '../../core/settings.ts';
import { LAWS } from '../../scenario/expectation.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { JudgedRow } from '../judge.ts';
import { CausalGraph } from './causal-graph.ts';
import { faultsOf } from './fault-words.ts';
import type { Focus } from './focus.ts';
import { focusOf } from './focus.ts';
import type { Draft, StoryLine } from './line.ts';
import { layLines } from './line.ts';
import type { OperationTrace } from './operation-trace.ts';
import { operationsOf } from './operation-trace.ts';
import type { Recording } from './recording.ts';
import { placesOf, sliceOf } from './slice.ts';
import { tellContradictions } from './tell-contradiction.ts';
import { tellCopies } from './tell-copies.ts';
import { faultsInForce, tellFaults } from './tell-faults.ts';
import { pairsOf, tellPair } from './tell-members.ts';
import { tellRead } from './tell-read.ts';
import { tellReplicaChanges } from './tell-replica-changes.ts';
import { tellSettings } from './tell-settings.ts';
import { tellBackground, tellWrite } from './tell-write.ts';
import { Writers } from './writers.ts';

/** One failure in words, and where in the run it lies. */
export interface Story {
  readonly checker: string;
  /** What the checker demands. */
  readonly law: string;
  /** Whether the testcase claims that it breaks. */
  readonly isClaimed: boolean;
  /** What broke it, in a sentence. */
  readonly why: string;
  /** Under which settings and faults. */
  readonly stage: readonly string[];
  /** What happened, in order. */
  readonly lines: readonly StoryLine[];
  /** The ticks of the first and of the last event of the witness. */
  readonly from: number;
  readonly to: number;
  /** The events that the story is made of, by number. */
  readonly slice: readonly number[];
}

/** Tells why a row of the verdicts is broken. It must have a witness. */
export function tellStory(recording: Recording, row: JudgedRow, witness: TraceWitness): Story {
  const { events, scenario } = recording;
  const graph = new CausalGraph(events);
  const places = placesOf(graph, witness.events);
  const ticks = places.map((at) => events[at]?.tick ?? 0);
  const from = Math.min(...ticks);
  const focus = focusOf(witness);
  // What nodes hold is seen at the end of the run, whatever the witness names of it.
  const to = focus.copies ? (events[events.length - 1]?.tick ?? 0) : Math.max(...ticks);
  const faults = faultsOf(scenario);
  const told = focus.membership
    ? tellMembership(graph, witness, places, focus)
    : tellOperations(graph, places, focus, settingsOf(scenario));
  const span = { from: focus.membership ? 0 : from, to };
  const drafts = [
    ...told.drafts,
    ...tellFaults(events, told.slice, span, { faults, hosts: scenario.hosts.length }),
  ];
  return {
    checker: row.checker,
    law: LAWS[row.checker],
    isClaimed: row.met,
    why: witness.why,
    stage: [...tellSettings(scenario), ...faultsInForce(events, span.from, faults)],
    lines: layLines([...drafts, ...tellContradictions(graph, told.slice)]),
    from,
    to,
    slice: told.slice,
  };
}

interface Told {
  readonly drafts: readonly Draft[];
  readonly slice: readonly number[];
}

function tellMembership(
  graph: CausalGraph,
  { events }: TraceWitness,
  places: readonly number[],
  focus: Focus,
): Told {
  const last = Math.max(...places);
  return {
    drafts: pairsOf(events).flatMap((pair) => tellPair(graph.events, pair, last)),
    slice: sliceOf(graph, places, focus),
  };
}

function tellOperations(
  graph: CausalGraph,
  places: readonly number[],
  focus: Focus,
  settings: Settings,
): Told {
  const { events } = graph;
  const principals = focus.requests;
  const surveys = focus.copies ? surveysOf(events) : [];
  const background = backgroundOf(events, focus, { first: Math.min(...places), last: Math.max(...places) });
  const requests = new Set([...principals, ...background]);
  const wide: Focus = {
    ...focus,
    requests,
    nodes: new Set([...focus.nodes, ...nodesOf(events, principals)]),
  };
  const slice = sliceOf(graph, [...places, ...surveys], wide);
  const operations = operationsOf(graph, slice);
  const isMain = ({ request }: OperationTrace) => principals.has(request);
  const writes = operations.filter((operation) => operation.asked.event.operation.kind !== 'read');
  const drafts = operations.flatMap((operation): readonly Draft[] => {
    const { kind, key } = operation.asked.event.operation;
    if (!isMain(operation)) return [tellBackground(operation)];
    if (kind !== 'read') return tellWrite(operation, settings);
    const ofKey = writes.filter((write) => isMain(write) && write.asked.event.operation.key === key);
    return tellRead(operation, ofKey);
  });
  const members = tellReplicaChanges(events, operations.filter(isMain));
  return { drafts: [...drafts, ...members, ...(focus.copies ? tellCopies(graph, slice, wide) : [])], slice };
}

/** The earlier writes of what the witness's reads were told, and those of what was found at the end. */
function backgroundOf(
  events: readonly TraceEvent[],
  { requests, keys }: Focus,
  { first, last }: { readonly first: number; readonly last: number },
): ReadonlySet<RequestId> {
  const writers = new Writers(events);
  const found = new Set<RequestId>();
  for (const [at, event] of events.entries()) {
    if (event.kind === 'noted' && event.note.kind === 'operation-judged') {
      const { request, verb, key, value } = event.note;
      if (at > last || !requests.has(request) || verb !== 'read' || value === null) continue;
      const writer = writers.ofValue(key, value, first);
      if (writer !== undefined) found.add(writer);
    }
    if (event.kind !== 'surveyed') continue;
    for (const { key, version } of event.records) {
      const writer = keys.has(key) ? writers.ofVersion(key, version) : undefined;
      if (writer !== undefined) found.add(writer);
    }
  }
  return found;
}

/** The coordinators of some operations and everybody they asked. */
function nodesOf(events: readonly TraceEvent[], requests: ReadonlySet<RequestId>): readonly NodeId[] {
  return events.flatMap((event): readonly NodeId[] => {
    if (event.kind === 'requested') return requests.has(event.request) ? [event.node] : [];
    if (event.kind !== 'sent') return [];
    const { message } = event;
    const request = 'request' in message ? message.request : undefined;
    return request !== undefined && requests.has(request) ? [event.node, event.to] : [];
  });
}

function surveysOf(events: readonly TraceEvent[]): readonly number[] {
  return [...events.entries()].flatMap(([at, { kind }]) => (kind === 'surveyed' ? [at] : []));
}
