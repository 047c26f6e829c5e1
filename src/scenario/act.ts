import type { Key } from '../core/ids.ts';
import type { Operation } from '../core/operation.ts';
import type { Ratio } from '../lib/ratio.ts';

/**
 * Something the scenario does to the world at a tick, after that tick's deliveries and steps.
 * `number` names the act for its draws, so that leaving out one act changes no other.
 */
export type Act =
  | { readonly kind: 'set-loss'; readonly at: number; readonly number: number; readonly loss: Ratio }
  | { readonly kind: 'crash'; readonly at: number; readonly number: number; readonly hosts: HostSelector }
  | {
      readonly kind: 'request';
      readonly at: number;
      readonly number: number;
      /** Counts the client operations of the scenario from 0. */
      readonly request: number;
      readonly operation: Operation;
      /** The value written, or the one a read should find. */
      readonly expected: string | null;
    };

/** Which hosts, seen from the moment of the act. */
export type HostSelector =
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  /** The replicas of a key at these places of its preference list (0 = PRIMARY), as a random live node sees the ring. */
  | { readonly kind: 'replicas'; readonly key: Key; readonly ranks: readonly number[] }
  /** The first live host that is no replica of the key and has no operation open. */
  | { readonly kind: 'bystander'; readonly key: Key };
