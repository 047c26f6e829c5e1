import type { NodeId } from '../ids.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';

/** One boot of a node. */
export interface Life {
  readonly node: NodeId;
  readonly incarnation: number;
}

/** Which life of each replica a coordinator means by a question; absent: whichever. */
export interface Meant {
  readonly lives?: readonly Life[];
}

const WHICHEVER: Meant = {};

/** The lives of these replicas as this node knows them now. */
export function meantFor(replicas: readonly NodeId[], view: RingView, settings: Settings): Meant {
  if (settings.fenceRestarts === 0) return WHICHEVER;
  return { lives: replicas.map((node) => ({ node, incarnation: view.incarnationOf(node) })) };
}
