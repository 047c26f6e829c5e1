import type { Key, NodeId } from '../ids.ts';
import type { Roster } from '../membership/roster.ts';
import type { Settings } from '../settings.ts';
import { Ring } from './ring.ts';

/** The ring as one node sees it now; built from its roster when somebody looks after a change. */
export class RingView {
  readonly #roster: Roster;
  readonly #settings: Settings;
  #ring: Ring | undefined;

  constructor(roster: Roster, settings: Settings) {
    this.#roster = roster;
    this.#settings = settings;
  }

  /** Call when a member joined or was removed. */
  invalidate(): void {
    this.#ring = undefined;
  }

  get ring(): Ring {
    this.#ring ??= new Ring(this.#roster.members(), this.#settings.tokensPerNode);
    return this.#ring;
  }

  isMember(node: NodeId): boolean {
    return this.#roster.isMember(node);
  }

  /** Without news for too long. */
  isSuspect(node: NodeId): boolean {
    return this.#roster.isSuspect(node);
  }

  replicasOf(key: Key): readonly NodeId[] {
    return this.ring.preferenceList(key, this.#settings.replicas);
  }
}
