import type { Ratio } from '../lib/ratio.ts';

/** Directed links between hosts. A missing side means every host. */
export interface LinkSet {
  readonly from?: readonly number[];
  readonly to?: readonly number[];
}

/** How long a packet is under way. Ticks, each at least 1. */
export type LatencyShape =
  | { readonly kind: 'uniform'; readonly min: number; readonly max: number }
  /** Mostly short, with an exponential-like tail from a table of integers. */
  | { readonly kind: 'exponential'; readonly mean: number }
  /** `tail` of the packets take between slow.min and slow.max, the others between fast.min and fast.max. */
  | {
      readonly kind: 'bimodal';
      readonly fast: { readonly min: number; readonly max: number };
      readonly slow: { readonly min: number; readonly max: number };
      readonly tail: Ratio;
    };

/** Something wrong with the network, from when it is installed until it is removed. */
export type LinkFault =
  | { readonly kind: 'loss'; readonly links: LinkSet; readonly ratio: Ratio }
  | { readonly kind: 'duplicate'; readonly links: LinkSet; readonly ratio: Ratio }
  /** The receiver's checksum finds it: counted, and never handed to the node. */
  | { readonly kind: 'corrupt'; readonly links: LinkSet; readonly ratio: Ratio }
  /** This share of packets takes up to `by` ticks more, so that later ones overtake it. */
  | { readonly kind: 'reorder'; readonly links: LinkSet; readonly ratio: Ratio; readonly by: number }
  | { readonly kind: 'latency'; readonly links: LinkSet; readonly shape: LatencyShape }
  /**
   * Links between hosts of different groups are cut; a host in no group keeps its links. One way, only links from an
   * earlier group to a later one are cut: the later groups still reach the earlier ones.
   */
  | { readonly kind: 'partition'; readonly groups: readonly (readonly number[])[]; readonly oneWay: boolean }
  /** Packets wait at the link and go on, in the order in which they were sent, when the fault is removed. */
  | { readonly kind: 'hold'; readonly links: LinkSet }
  /** A link carries so many packets a tick; more wait in a queue, and beyond its length they are lost. */
  | {
      readonly kind: 'bandwidth';
      readonly links: LinkSet;
      readonly packetsPerTick: number;
      readonly queue: number;
    }
  /** Befalls one packet: the `nth`, from 1, that host `from` sends to host `to` in tick `sentAt`. */
  | {
      readonly kind: 'packet';
      readonly from: number;
      readonly to: number;
      readonly sentAt: number;
      readonly nth: number;
      readonly fate: PacketFate;
    };

/** What befalls a single packet. */
export type PacketFate =
  | { readonly kind: 'lost' }
  | { readonly kind: 'twice' }
  /** It takes so many ticks more. */
  | { readonly kind: 'late'; readonly by: number };
