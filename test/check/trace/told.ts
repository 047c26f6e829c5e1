import { TraceBook } from '../../../src/check/trace/book.ts';
import { key, nodeId, requestId } from '../../../src/core/ids.ts';
import type { Note } from '../../../src/core/note.ts';
import type { Operation, Outcome } from '../../../src/core/operation.ts';
import { tick } from '../../../src/core/time.ts';
import type { Version } from '../../../src/core/version.ts';
import type { RareEvent, SurveyedRecord } from '../../../src/trace/event.ts';

/** Events of a made-up run. Everything happens at tick 0 unless `at` says otherwise. */
export function bookOf(...events: readonly (RareEvent | readonly RareEvent[])[]): TraceBook {
  const book = new TraceBook();
  for (const event of events.flat()) book.add(event);
  return book;
}

/** The same events at a later tick. */
export function at(
  when: number,
  ...events: readonly (RareEvent | readonly RareEvent[])[]
): readonly RareEvent[] {
  return events.flat().map((event) => ({ ...event, tick: tick(when) }));
}

const now = { tick: tick(0) };
const KEY = key('k');

/** `7@n2`: counter and writer; its first life unless `.3` says otherwise. */
export function v(text: string): Version {
  const [counter = '', writer = '', incarnation = '1'] = text.split(/@n|\./);
  return { counter: Number(counter), writer: nodeId(Number(writer)), incarnation: Number(incarnation) };
}

/** `put a`, `create a`, `update a`, `read`, `delete`; all of the one key. */
export function op(text: string): Operation {
  const [kind, value = ''] = text.split(' ');
  if (kind === 'put' || kind === 'create' || kind === 'update') return { kind, key: KEY, value };
  return kind === 'delete' ? { kind, key: KEY } : { kind: 'read', key: KEY };
}

export function asked(request: number, text: string, node = 1, client?: number): RareEvent {
  const operation = op(text);
  const expected = 'value' in operation ? operation.value : null;
  const event = {
    ...now,
    kind: 'requested',
    node: nodeId(node),
    request: requestId(request),
    operation,
    expected,
  } as const;
  return client === undefined ? event : { ...event, client };
}

/** `ok`, `ok a`, `failed exists`, `unknown timeout`. */
export function replied(request: number, text: string, node = 1): RareEvent {
  const [kind, rest] = text.split(' ');
  const outcome = (kind === 'ok' ? { kind, value: rest ?? null } : { kind, reason: rest }) as Outcome;
  return { ...now, kind: 'replied', node: nodeId(node), request: requestId(request), outcome };
}

export function gaveUp(request: number, client = 1): RareEvent {
  return { ...now, kind: 'gave-up', request: requestId(request), client };
}

export function noted(node: number, note: Note): RareEvent {
  return { ...now, kind: 'noted', node: nodeId(node), note };
}

export function judged(
  request: number,
  text: string,
  node: number,
  version?: string,
  success = true,
): RareEvent {
  return noted(node, operationNote('operation-judged', request, text, version, success));
}

export function decided(
  request: number,
  text: string,
  version?: string,
  {
    node = 1,
    success = true,
    replicas,
  }: { node?: number; success?: boolean; replicas?: readonly number[] } = {},
): RareEvent {
  const note = operationNote('operation-decided', request, text, version, success);
  return noted(node, replicas === undefined ? note : { ...note, replicas: replicas.map(nodeId) });
}

function operationNote<Kind extends 'operation-judged' | 'operation-decided'>(
  kind: Kind,
  request: number,
  text: string,
  version: string | undefined,
  success: boolean,
) {
  const [verb = '', value] = text.split(' ');
  const note = {
    kind,
    request: requestId(request),
    verb: op(verb).kind,
    success,
    key: KEY,
    value: value ?? null,
  };
  return version === undefined ? note : { ...note, version: v(version) };
}

/** A write from its request to its answer ok, judged by nodes 1 and 2. */
export function written(request: number, text: string, version: string): readonly RareEvent[] {
  return [
    asked(request, text),
    judged(request, text, 1, version),
    judged(request, text, 2, version),
    decided(request, text, version),
    replied(request, 'ok'),
  ];
}

/** `a 7@n2` a value, `- 7@n2` a tombstone, of the one key; replicas 1, 2 and 3 unless said otherwise. */
export function held(text: string, replicas: readonly number[] = [1, 2, 3]): SurveyedRecord {
  const [value = '', version = ''] = text.split(' ');
  return {
    key: KEY,
    value: value === '-' ? null : value,
    version: v(version),
    replicas: replicas.map(nodeId),
  };
}

export function surveyed(node: number, records: readonly SurveyedRecord[], members = [1, 2, 3]): RareEvent {
  return { ...now, kind: 'surveyed', node: nodeId(node), members, records };
}

/** All three nodes hold the same record. */
export function agreed(text: string): readonly RareEvent[] {
  return [1, 2, 3].map((node) => surveyed(node, [held(text)]));
}

type HostKind = 'host-started' | 'host-crashed' | 'host-paused' | 'host-resumed';

export function host(kind: HostKind, ...nodes: readonly number[]): readonly RareEvent[] {
  return nodes.map((node) => ({ ...now, kind, node: nodeId(node) }));
}

export function member(
  kind: 'member-joined' | 'member-removed',
  node: number,
  ...others: readonly number[]
): readonly RareEvent[] {
  return others.map((other) => noted(node, { kind, member: nodeId(other) }));
}

/** The nodes start and learn of each other. */
export function group(...nodes: readonly number[]): readonly RareEvent[] {
  return [
    ...host('host-started', ...nodes),
    ...nodes.flatMap((node) => member('member-joined', node, ...nodes.filter((other) => other !== node))),
  ];
}

export const healed: RareEvent = { ...now, kind: 'healed' };
