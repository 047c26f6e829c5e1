import type { Key } from '../../core/ids.ts';
import type { StoredRecord } from '../../core/record.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { tellDrop } from '../../trace/words/event.ts';
import { keyName, nodeName, valueName, versionName } from '../../trace/words/name.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Focus } from './focus.ts';
import type { Draft } from './line.ts';
import { list } from './line.ts';
import { deliveryOf } from './operation-trace.ts';

/** Copies of the focus keys that move outside clients' operations: handed on, dropped as surplus, found at the end. */
export function tellCopies(graph: CausalGraph, slice: readonly number[], focus: Focus): readonly Draft[] {
  const { events } = graph;
  return [
    ...slice.flatMap((at): readonly Draft[] => {
      const event = events[at];
      if (event === undefined) return [];
      if (event.kind === 'sent') return tellHanding(graph, at, event, focus);
      if (event.kind !== 'noted' || event.note.kind !== 'record-dropped') return [];
      const text = `${nodeName(event.node)} is no replica of ${keyName(event.note.key)} any more and drops its copy`;
      return [{ tick: event.tick, at, weight: 'plain', tell: () => text }];
    }),
    ...tellSurveys(events, slice, focus),
  ];
}

function tellHanding(
  graph: CausalGraph,
  at: number,
  event: Extract<TraceEvent, { kind: 'sent' }>,
  { keys }: Focus,
): readonly Draft[] {
  const { message, node, to, tick } = event;
  if (message.kind !== 'store' || message.request !== undefined) return [];
  const records = message.records.filter(({ key }) => keys.has(key));
  if (records.length === 0) return [];
  const { fate } = deliveryOf(graph, at, event);
  const end =
    fate.kind === 'received'
      ? `it arrives at tick ${fate.tick}`
      : fate.kind === 'dropped'
        ? `it does not arrive (${tellDrop(fate.reason)})`
        : 'it does not arrive before the end';
  const text = `${nodeName(node)} hands ${list(records.map(tellRecord))} to ${nodeName(to)}; ${end}`;
  return [{ tick, at, weight: fate.kind === 'received' ? 'plain' : 'strong', tell: () => text }];
}

function tellSurveys(
  events: readonly TraceEvent[],
  slice: readonly number[],
  { keys }: Focus,
): readonly Draft[] {
  const surveys = slice.flatMap((at) => {
    const event = events[at];
    return event?.kind === 'surveyed' ? [{ at, event }] : [];
  });
  const last = surveys[surveys.length - 1];
  if (last === undefined) return [];
  return [...keys].map((key): Draft => {
    const found = new Map<string, number[]>();
    const replicas = new Set<number>();
    for (const { event } of surveys) {
      const record = event.records.find((held) => held.key === key);
      for (const replica of record?.replicas ?? []) replicas.add(replica);
      if (record === undefined) continue;
      const nodes = found.get(tellContent(record)) ?? [];
      nodes.push(event.node);
      found.set(tellContent(record), nodes);
    }
    const text = `at the end ${tellHolders(
      key,
      found,
      replicas,
      surveys.map(({ event }) => event.node),
    )}`;
    return { tick: last.event.tick, at: last.at, weight: 'strong', tell: () => text };
  });
}

function tellHolders(
  key: Key,
  found: ReadonlyMap<string, readonly number[]>,
  replicas: ReadonlySet<number>,
  live: readonly number[],
): string {
  if (found.size === 0) return `no live node holds ${keyName(key)}`;
  const holders = new Set([...found.values()].flat());
  const held = [...found].map(
    ([content, nodes]) => `${list(nodes.map(nodeName))} ${nodes.length > 1 ? 'hold' : 'holds'} ${content}`,
  );
  const without = [...replicas].filter((node) => !holders.has(node) && live.includes(node));
  const lacking = without.length === 0 ? [] : [`${list(without.map(nodeName))}, a replica too, nothing`];
  return `of ${keyName(key)}, ${list([...held, ...lacking])}`;
}

function tellRecord(record: StoredRecord): string {
  return `${keyName(record.key)} = ${tellContent(record)}`;
}

function tellContent({ value, version }: StoredRecord): string {
  return `${valueName(value)} (version ${versionName(version)})`;
}
