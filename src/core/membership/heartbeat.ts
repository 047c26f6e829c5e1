import { draw, scale } from '../../lib/chance.ts';
import { sampleBelow } from '../../lib/sample.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import type { Detector, DetectorOptions, OpinionListener } from './detector.ts';
import type { MembershipMessage } from './membership-message.ts';
import { sealed } from './membership-message.ts';
import { Roster } from './roster.ts';
import { PLAIN_SEAT } from './seat.ts';

const GOSSIP = timer('gossip');

/**
 * Heartbeat gossip: once let in, tell some random peers each round all beats that are news.
 * Source: van Renesse, Minsky, Hayden, "A gossip-style failure detection service", Middleware 1998.
 */
export class Heartbeat implements Detector {
  readonly opinion: Roster;
  readonly #options: DetectorOptions;
  #round = 0;
  #gossiping = false;
  /** When the next round should come. */
  #due = 0;

  constructor(options: DetectorOptions, now: Tick, listener: OpinionListener) {
    const { id, incarnation, seat, remembered } = options;
    this.#options = options;
    this.opinion = new Roster({ id, incarnation, seat, now, remembered }, options.settings, listener);
  }

  start(alone: boolean, now: Tick, effects: Effects): void {
    if (alone) this.#enter(now, effects);
  }

  ask(introducer: NodeId, now: Tick, effects: Effects): void {
    const { incarnation, seat } = this.#options;
    // Each attempt is a newer beat, so that a repeated one refreshes what the first one told.
    const beat = this.opinion.beat(now);
    const message = { kind: 'join', incarnation, beat } as const;
    effects.send(introducer, this.#sealed(seat === PLAIN_SEAT ? message : { ...message, seat }));
  }

  receive(from: NodeId, message: MembershipMessage, now: Tick, effects: Effects): void {
    switch (message.kind) {
      case 'join':
        this.opinion.admit(from, message.incarnation, message.seat ?? PLAIN_SEAT, message.beat, now);
        this.opinion.beat(now);
        effects.send(from, this.#sealed({ kind: 'joined', members: this.opinion.survey(now) }));
        return;
      case 'joined':
        this.opinion.merge(message.members, now);
        this.#enter(now, effects);
        return;
      case 'gossip':
        this.opinion.merge(message.members, now);
        return;
      default:
      // Of the other detector.
    }
  }

  elapsed(_instance: number, now: Tick, effects: Effects): void {
    const { settings, chance } = this.#options;
    this.#round += 1;
    this.#excuse(now);
    this.opinion.beat(now);
    const message = this.#sealed({ kind: 'gossip', members: this.opinion.survey(now) });
    for (const nth of sampleBelow(this.opinion.size - 1, settings.gossipFanout, chance, this.#round))
      effects.send(this.opinion.peer(nth), message);
    this.#knock(message, effects);
    effects.setTimer(GOSSIP, settings.gossipIntervalTicks);
  }

  /**
   * A round that comes late says that this process stood still, and nothing of the others: for so long they had no
   * chance to be heard. Source: Dadgar, Phillips, Currey, Lifeguard, 2018, §IV.
   */
  #excuse(now: Tick): void {
    const { settings } = this.#options;
    if (settings.excuseByOwnLag === 1 && now > this.#due) this.opinion.excuse(now - this.#due, now);
    this.#due = now + settings.gossipIntervalTicks;
  }

  /** A removed member may be back, or may have been behind a partition: now and then one of them is told as well. */
  #knock(message: MembershipMessage, effects: Effects): void {
    const { settings, chance } = this.#options;
    if (settings.knockEveryRounds === 0 || this.#round % settings.knockEveryRounds !== 0) return;
    const removed = this.opinion.removed();
    const drawn = removed[scale(draw(chance, this.#round, 0, 1, 0), removed.length)];
    if (drawn !== undefined) effects.send(drawn as NodeId, message);
  }

  /** From now on the node gossips. */
  #enter(now: Tick, effects: Effects): void {
    if (this.#gossiping) return;
    this.#gossiping = true;
    this.#due = now + this.#options.settings.gossipIntervalTicks;
    effects.setTimer(GOSSIP, this.#options.settings.gossipIntervalTicks);
  }

  #sealed(message: MembershipMessage): MembershipMessage {
    return sealed(message, this.#options.settings.cluster);
  }
}
