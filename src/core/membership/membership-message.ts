import type { NodeId } from '../ids.ts';
import type { HeartbeatList } from './heartbeat-list.ts';
import type { Seat } from './seat.ts';

/** What nodes say to each other about who is there. Deeply immutable. */
export type MembershipMessage = Matter & {
  /** The cluster that the sender belongs to; absent where it has no name. Nobody believes another cluster. */
  readonly cluster?: string;
};

type Matter =
  /** To an introducer: let me in. */
  | {
      readonly kind: 'join';
      readonly incarnation: number;
      readonly beat: number;
      /** None: a plain one. */
      readonly seat?: Seat;
    }
  | { readonly kind: 'joined'; readonly members: HeartbeatList }
  /** Who asked to be let in belongs to another cluster. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'gossip'; readonly members: HeartbeatList }
  /** Are you there? `probed` answers with the same number. */
  | { readonly kind: 'probe'; readonly sequence: number; readonly records: Int32Array }
  | { readonly kind: 'probed'; readonly sequence: number; readonly records: Int32Array }
  /** Probe the target for me, and pass its answer on. */
  | {
      readonly kind: 'probe-for-me';
      readonly sequence: number;
      readonly target: NodeId;
      readonly records: Int32Array;
    }
  /** The target has not answered me so far. */
  | { readonly kind: 'not-probed'; readonly sequence: number; readonly records: Int32Array }
  /** News, and nothing to answer. */
  | { readonly kind: 'rumours'; readonly records: Int32Array }
  /** All that the sender knows, as records; `exchanged` answers with all that the receiver knows. */
  | { readonly kind: 'exchange'; readonly records: Int32Array }
  | { readonly kind: 'exchanged'; readonly records: Int32Array };

const KINDS: Readonly<Record<MembershipMessage['kind'], true>> = {
  ...{ join: true, joined: true, refused: true, gossip: true },
  ...{ probe: true, probed: true, 'probe-for-me': true, 'not-probed': true },
  ...{ rumours: true, exchange: true, exchanged: true },
};

const NAMES: ReadonlySet<string> = new Set(Object.keys(KINDS));

/** Of all that nodes say to each other. */
export function isMembershipMessage(message: { readonly kind: string }): message is MembershipMessage {
  return NAMES.has(message.kind);
}

/** A message as a node of this cluster sends it; a cluster without a name is ''. */
export function sealed(message: MembershipMessage, cluster: string): MembershipMessage {
  return cluster === '' ? message : { ...message, cluster };
}
