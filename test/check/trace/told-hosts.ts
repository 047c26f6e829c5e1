import { nodeId } from '../../../src/core/ids.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { noted, now } from './told.ts';

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
