import type { NodeId } from '../../core/ids.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { keyName, nodeName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { replicasOf } from './operation-facts.ts';
import type { OperationTrace } from './operation-trace.ts';

/**
 * Members that came or went between two operations on a key, as the coordinator of the later one saw it, where the two
 * counted different replicas because of them.
 */
export function tellReplicaChanges(
  events: readonly TraceEvent[],
  operations: readonly OperationTrace[],
): readonly Draft[] {
  const told = new Map<number, Draft>();
  for (const [at, event] of events.entries()) {
    if (event.kind !== 'noted') continue;
    const { note, node } = event;
    if (note.kind !== 'member-removed' && note.kind !== 'member-joined') continue;
    const gone = note.kind === 'member-removed';
    const key = keyChangedBy(operations, { at, node, member: note.member, gone });
    if (key === undefined) continue;
    const text = gone
      ? `${nodeName(node)} removes ${nodeName(note.member)} from the members, so it is no replica of ${keyName(key)} any more`
      : `${nodeName(node)} counts ${nodeName(note.member)} among the members, so it is a replica of ${keyName(key)}`;
    told.set(at, { tick: event.tick, at, weight: 'strong', tell: () => text });
  }
  return [...told.values()];
}

/** The key of which the change took or made a replica, between an operation before it and one of this node after it. */
function keyChangedBy(
  operations: readonly OperationTrace[],
  change: { readonly at: number; readonly node: NodeId; readonly member: NodeId; readonly gone: boolean },
): string | undefined {
  const { at, node, member, gone } = change;
  const has = (operation: OperationTrace) => replicasOf(operation).includes(member);
  return operations
    .map((later) => ({ later, key: later.asked.event.operation.key }))
    .find(({ later, key }) => {
      if (later.asked.at < at || later.asked.event.node !== node || has(later) !== !gone) return false;
      if (replicasOf(later).length === 0) return false;
      const earlier = operations.findLast(
        (one) => one.asked.event.operation.key === key && one.asked.at < at,
      );
      return earlier !== undefined && replicasOf(earlier).length > 0 && has(earlier) === gone;
    })?.key;
}
