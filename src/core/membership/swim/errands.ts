import type { Effects } from '../../effect.ts';
import type { NodeId } from '../../ids.ts';
import type { Settings } from '../../settings.ts';
import { ticks } from '../../time.ts';
import type { Gossip } from './gossip.ts';
import { ERRANDS, swimTimer } from './timers.ts';

/** One probe for somebody else. */
interface Errand {
  readonly asker: NodeId;
  /** The asker's number. */
  readonly sequence: number;
}

/** The part of its time-out that a helper takes before it says that it got no answer: Lifeguard's nack, §IV-A. */
const PATIENCE = { numerator: 4, denominator: 5 } as const;

/** Probes for others: an answer is passed on; without one the asker is told, so that it knows that it is heard itself. */
export class Errands {
  readonly #settings: Settings;
  readonly #gossip: Gossip;
  /** By this node's own number, which is odd: even ones are of its own probes. */
  readonly #open = new Map<number, Errand>();
  #last = -1;

  constructor(settings: Settings, gossip: Gossip) {
    this.#settings = settings;
    this.#gossip = gossip;
  }

  run(errand: Errand, target: NodeId, effects: Effects): void {
    this.#last += 2;
    const sequence = this.#last;
    this.#open.set(sequence, errand);
    const records = this.#gossip.recordsFor(target);
    this.#gossip.send(target, { kind: 'probe', sequence, records }, effects);
    const { numerator, denominator } = PATIENCE;
    const wait = Math.ceil((this.#settings.probeTimeoutTicks * numerator) / denominator);
    effects.setTimer(swimTimer(ERRANDS + sequence), ticks(wait));
  }

  answered(sequence: number, effects: Effects): void {
    const errand = this.#take(sequence);
    if (errand === undefined) return;
    effects.cancelTimer(swimTimer(ERRANDS + sequence));
    const records = this.#gossip.recordsFor(errand.asker);
    this.#gossip.send(errand.asker, { kind: 'probed', sequence: errand.sequence, records }, effects);
  }

  /** @param instance of the timer */
  elapsed(instance: number, effects: Effects): void {
    const errand = this.#take(instance - ERRANDS);
    if (errand === undefined) return;
    const records = this.#gossip.recordsFor(errand.asker);
    this.#gossip.send(errand.asker, { kind: 'not-probed', sequence: errand.sequence, records }, effects);
  }

  #take(sequence: number): Errand | undefined {
    const errand = this.#open.get(sequence);
    this.#open.delete(sequence);
    return errand;
  }
}
