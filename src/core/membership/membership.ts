import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import type { Detector, DetectorOptions, Opinion, OpinionListener } from './detector.ts';
import { Heartbeat } from './heartbeat.ts';
import { Introduction } from './introduction.ts';
import type { MembershipMessage } from './membership-message.ts';
import { sealed } from './membership-message.ts';
import { Swim } from './swim/swim.ts';

const JOIN = timer('join');

/**
 * The way in, and the door. A node asks its introducers until one lets it in, then its detector says who is there.
 * Nothing that another cluster says comes past this door; who asks to be let into the wrong one is told.
 */
export class Membership {
  readonly #options: DetectorOptions;
  readonly #detector: Detector;
  readonly #introduction: Introduction;
  /** Somebody let us in. */
  #admitted = false;

  constructor(options: DetectorOptions, now: Tick, listener: OpinionListener) {
    const { id, introducers, remembered, settings, chance } = options;
    this.#options = options;
    this.#detector =
      settings.detector === 'swim' ? new Swim(options, now, listener) : new Heartbeat(options, now, listener);
    const contacts = new Set([...introducers, ...remembered.keys()]);
    contacts.delete(id);
    this.#introduction = new Introduction([...contacts], settings, chance);
  }

  get opinion(): Opinion {
    return this.#detector.opinion;
  }

  start(now: Tick, effects: Effects): void {
    const { introducers, id, remembered } = this.#options;
    for (const member of remembered.keys()) effects.note({ kind: 'member-joined', member });
    const starts = introducers.includes(id);
    if (starts) effects.note({ kind: 'group-started' });
    // Who remembers others needs nobody to introduce it: it tells them, and they it.
    this.#detector.start(starts || remembered.size > 0, now, effects);
    this.#ask(now, effects);
  }

  receive(from: NodeId, message: MembershipMessage, now: Tick, effects: Effects): void {
    const { cluster } = this.#options.settings;
    const theirs = message.cluster ?? '';
    if (message.kind === 'refused') {
      if (!this.#admitted) effects.note({ kind: 'join-refused', introducer: from, cluster: theirs });
      return;
    }
    if (theirs !== cluster) {
      const asks = message.kind === 'join' || message.kind === 'exchange';
      if (asks) effects.send(from, sealed({ kind: 'refused' }, cluster));
      return;
    }
    this.#detector.receive(from, message, now, effects);
    if (this.#admitted || (message.kind !== 'joined' && message.kind !== 'exchanged')) return;
    this.#admitted = true;
    effects.cancelTimer(JOIN);
  }

  retryJoin(now: Tick, effects: Effects): void {
    if (!this.#admitted) this.#ask(now, effects);
  }

  /** Asks somebody whom this node learnt of otherwise who is there. */
  meet(node: NodeId, now: Tick, effects: Effects): void {
    this.#detector.ask(node, now, effects);
  }

  /** @param instance of the detector's timer */
  elapsed(instance: number, now: Tick, effects: Effects): void {
    this.#detector.elapsed(instance, now, effects);
  }

  #ask(now: Tick, effects: Effects): void {
    const attempt = this.#introduction.next();
    if (attempt === undefined) return;
    effects.note({ kind: 'join-requested', introducer: attempt.introducer });
    this.#detector.ask(attempt.introducer, now, effects);
    effects.setTimer(JOIN, attempt.wait);
  }
}
