import { compareVersion } from '../../core/version.ts';
import { nodeName, valueName } from '../../trace/words/name.ts';
import type { CausalGraph } from './causal-graph.ts';
import type { Draft } from './line.ts';
import { askerOf, recordOf, valueIn } from './operation-facts.ts';
import type { OperationTrace } from './operation-trace.ts';
import { operationsOf } from './operation-trace.ts';

/** What an operation showed to its client: the version it wrote or found. */
interface Shown {
  readonly operation: OperationTrace;
  readonly asked: number;
  readonly ended: number;
  readonly version: NonNullable<ReturnType<typeof recordOf>>['version'] | undefined;
}

/** Where a read went back behind what was answered before it was asked: the first such pair, told at the read's answer. */
export function tellContradictions(graph: CausalGraph, slice: readonly number[]): readonly Draft[] {
  const shown = operationsOf(graph, slice).flatMap((operation) => shownBy(operation) ?? []);
  for (const later of shown) {
    const { event } = later.operation.asked;
    if (event.operation.kind !== 'read') continue;
    const earlier = shown.find(
      (one) =>
        one.ended < later.asked &&
        one.operation.asked.event.operation.key === event.operation.key &&
        one.version !== undefined &&
        (later.version === undefined || compareVersion(later.version, one.version) < 0),
    );
    if (earlier === undefined || later.operation.replied === undefined) continue;
    const { at, tick } = later.operation.replied;
    const text = `so operation ${later.operation.request}, asked after operation ${earlier.operation.request} had ${tellShown(earlier.operation)}, goes back behind it`;
    return [{ tick, at: at + 0.5, weight: 'strong', tell: () => text }];
  }
  return [];
}

function tellShown(operation: OperationTrace): string {
  if (operation.asked.event.operation.kind !== 'read') return `written ${valueIn(operation)}`;
  const value = valueName(operation.decided?.event.value ?? null);
  return `shown ${value} to ${askerOf(operation)} through ${nodeName(operation.asked.event.node)}`;
}

function shownBy(operation: OperationTrace): Shown | undefined {
  const { asked, replied, decided } = operation;
  if (replied === undefined) return undefined;
  const { outcome } = replied.event;
  const isRead = asked.event.operation.kind === 'read';
  const counts =
    outcome.kind === 'ok' || (isRead && outcome.kind === 'failed' && outcome.reason === 'not-found');
  if (!counts) return undefined;
  const version = isRead ? decided?.event.version : recordOf(operation)?.version;
  return { operation, asked: asked.at, ended: replied.at, version };
}
