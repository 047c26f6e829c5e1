import type { NodeId } from '../../ids.ts';
import type { Settings } from '../../settings.ts';
import type { Tick } from '../../time.ts';
import { suspicionTicks, wantedConfirmations } from './suspicion-ticks.ts';

interface Suspicion {
  /** Of members when it began. */
  readonly size: number;
  /** Distinct, the first one first. */
  readonly accusers: NodeId[];
  since: number;
}

const NOBODY: readonly NodeId[] = [];

/** Who is suspected, by whom, and for how long. */
export class Suspicions {
  readonly #settings: Settings;
  readonly #open = new Map<NodeId, Suspicion>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  begin(member: NodeId, accuser: NodeId, size: number, now: Tick): void {
    this.#open.set(member, { size, accusers: [accuser], since: now });
  }

  /** @returns whether this accuser is one more, of those that count */
  confirm(member: NodeId, accuser: NodeId): boolean {
    const suspicion = this.#open.get(member);
    if (suspicion === undefined || suspicion.accusers.includes(accuser)) return false;
    if (suspicion.accusers.length > wantedConfirmations(this.#settings, suspicion.size)) return false;
    suspicion.accusers.push(accuser);
    return true;
  }

  end(member: NodeId): void {
    this.#open.delete(member);
  }

  accusersOf(member: NodeId): readonly NodeId[] {
    return this.#open.get(member)?.accusers ?? NOBODY;
  }

  /** For so long nobody could have been heard to refute anything. */
  excuse(late: number): void {
    for (const suspicion of this.#open.values()) suspicion.since += late;
  }

  /** Whose time is over, ascending. */
  over(now: Tick): readonly NodeId[] {
    return [...this.#open]
      .filter(
        ([, { since, size, accusers }]) =>
          now - since >= suspicionTicks(this.#settings, size, accusers.length - 1),
      )
      .map(([member]) => member)
      .sort((a, b) => a - b);
  }
}
