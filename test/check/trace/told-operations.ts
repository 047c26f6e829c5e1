import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { Outcome } from '../../../src/core/operation.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { KEY, noted, now, op, v } from './told.ts';

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

/** The same events, where the question is a sloppy write. */
export function sloppy(...events: readonly RareEvent[]): readonly RareEvent[] {
  return events.map((event) =>
    event.kind === 'requested' ? { ...event, operation: { ...event.operation, sloppy: true } } : event,
  );
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
