import type { DurableState } from '../durability/durable-state.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Offered } from '../message.ts';
import type { Settings } from '../settings.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import type { Company } from './company.ts';
import { sliceOf } from './hash-tree.ts';

/**
 * What this node has purged, by slice: of the keys that it owns in the ring of all members, and does not hold, everything at
 * or below the floor is over. The page of this folder says why that is so.
 */
export class Floors {
  readonly #self: NodeId;
  readonly #settings: Settings;
  readonly #company: Company;
  readonly #state: DurableState;
  /** Raised in this life: in effect before they are durable. */
  readonly #raised = new Map<number, Version>();

  constructor(self: NodeId, settings: Settings, company: Company, state: DurableState) {
    this.#self = self;
    this.#settings = settings;
    this.#company = company;
    this.#state = state;
  }

  of(slice: number): Version | undefined {
    if (this.#settings.purgeFloor === 0) return undefined;
    return this.#raised.get(slice) ?? this.#state.floorOf(slice);
  }

  raise(slice: number, floor: Version): void {
    this.#raised.set(slice, floor);
  }

  /** Somebody came whom nobody knew: it may own keys of any slice, and knows of no floor. */
  clear(): void {
    this.#raised.clear();
  }

  /** At or below which such a record, of a key that is not held here, must not be stored any more; undefined where it may. */
  against({ key, version }: Offered): Version | undefined {
    const floor = this.of(sliceOf(key));
    if (floor === undefined || compareVersion(version, floor) > 0) return undefined;
    return this.speaksOf(key, this.#self) ? floor : undefined;
  }

  /**
   * Whether a floor of this member speaks of the key: who only stands in for an owner that is away never held what it is
   * about. Who has not met everybody again in this life does not know, and rather keeps what the others will deny.
   */
  speaksOf(key: Key, member: NodeId): boolean {
    return this.#company.ring?.preferenceList(key, this.#settings.replicas).includes(member) ?? false;
  }
}
