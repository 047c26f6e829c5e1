import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Settings } from '../settings.ts';
import type { Tick } from '../time.ts';
import { timer } from '../timer.ts';
import type { RosterListener } from './roster.ts';
import { Roster } from './roster.ts';
import type { Seat } from './seat.ts';
import { PLAIN_SEAT } from './seat.ts';

export interface MembershipOptions {
  readonly id: NodeId;
  /** Grows at each boot of the same identity. */
  readonly incarnation: number;
  readonly seat: Seat;
  /** Nodes that let others in. A node that is an introducer itself starts the group and asks nobody. */
  readonly introducers: readonly NodeId[];
  readonly settings: Settings;
  /** The other members of the ring that an earlier life knew last; none at the first boot. */
  readonly remembered: ReadonlyMap<NodeId, Seat>;
  /** The node's own stream `node/<id>/gossip`. */
  readonly chance: Stream;
}

const JOIN = timer('join');
const GOSSIP = timer('gossip');

/**
 * Heartbeat gossip: join through an introducer, then tell some random peers each round all beats that are news.
 * Source: van Renesse, Minsky, Hayden, "A gossip-style failure detection service", Middleware 1998.
 */
export class Membership {
  readonly roster: Roster;
  readonly #options: MembershipOptions;
  #round = 0;
  /** Somebody let us in. */
  #admitted = false;
  #gossiping = false;
  /** When the next round should come. */
  #due = 0;

  constructor(options: MembershipOptions, now: Tick, listener: RosterListener) {
    this.#options = options;
    this.roster = new Roster(
      {
        id: options.id,
        incarnation: options.incarnation,
        seat: options.seat,
        now,
        remembered: options.remembered,
      },
      options.settings,
      listener,
    );
  }

  start(now: Tick, effects: Effects): void {
    const { introducers, id, remembered } = this.#options;
    for (const member of remembered.keys()) effects.note({ kind: 'member-joined', member });
    if (introducers.includes(id)) {
      effects.note({ kind: 'group-started' });
      this.#enter(now, effects);
    }
    // Who remembers others needs nobody to introduce it: it tells them, and they it.
    if (remembered.size > 0) this.#enter(now, effects);
    if (introducers.some((introducer) => introducer !== id)) this.#askToJoin(now, effects);
  }

  receive(
    from: NodeId,
    message: Extract<Message, { kind: 'join' | 'joined' | 'gossip' }>,
    now: Tick,
    effects: Effects,
  ): void {
    switch (message.kind) {
      case 'join':
        this.roster.admit(from, message.incarnation, message.seat ?? PLAIN_SEAT, message.beat, now);
        this.roster.beat(now);
        effects.send(from, { kind: 'joined', members: this.roster.survey(now) });
        return;
      case 'joined':
        this.roster.merge(message.members, now);
        if (!this.#admitted) effects.cancelTimer(JOIN);
        this.#admitted = true;
        this.#enter(now, effects);
        return;
      case 'gossip':
        this.roster.merge(message.members, now);
    }
  }

  retryJoin(now: Tick, effects: Effects): void {
    if (!this.#admitted) this.#askToJoin(now, effects);
  }

  gossip(now: Tick, effects: Effects): void {
    const { settings, chance } = this.#options;
    this.#round += 1;
    this.#excuse(now);
    this.roster.beat(now);
    const message: Message = { kind: 'gossip', members: this.roster.survey(now) };
    const peers = this.roster.size - 1;
    const told: number[] = [];
    // Floyd's sampling: distinct peers, one draw each (Bentley, Floyd, CACM 1987).
    for (let last = Math.max(0, peers - settings.gossipFanout); last < peers; last += 1) {
      const drawn = scale(draw(chance, this.#round, last, 0, 0), last + 1);
      const nth = told.includes(drawn) ? last : drawn;
      told.push(nth);
      effects.send(this.roster.peer(nth), message);
    }
    this.#knock(message, effects);
    effects.setTimer(GOSSIP, settings.gossipIntervalTicks);
  }

  /**
   * A round that comes late says that this process stood still, and nothing of the others: for so long they had no
   * chance to be heard. Source: Dadgar, Phillips, Currey, Lifeguard, 2018, §IV.
   */
  #excuse(now: Tick): void {
    const { settings } = this.#options;
    if (settings.excuseByOwnLag === 1 && now > this.#due) this.roster.excuse(now - this.#due, now);
    this.#due = now + settings.gossipIntervalTicks;
  }

  /** A removed member may be back, or may have been behind a partition: now and then one of them is told as well. */
  #knock(message: Message, effects: Effects): void {
    const { settings, chance } = this.#options;
    if (settings.knockEveryRounds === 0 || this.#round % settings.knockEveryRounds !== 0) return;
    const removed = this.roster.removed();
    const drawn = removed[scale(draw(chance, this.#round, 0, 1, 0), removed.length)];
    if (drawn !== undefined) effects.send(drawn as NodeId, message);
  }

  #askToJoin(now: Tick, effects: Effects): void {
    const { introducers, incarnation, seat, settings } = this.#options;
    // Each attempt is a newer beat, so that a repeated one refreshes what the first one told.
    const beat = this.roster.beat(now);
    for (const introducer of introducers) {
      if (introducer === this.#options.id) continue;
      effects.note({ kind: 'join-requested', introducer });
      const message = { kind: 'join', incarnation, beat } as const;
      effects.send(introducer, seat === PLAIN_SEAT ? message : { ...message, seat });
    }
    effects.setTimer(JOIN, settings.joinRetryTicks);
  }

  /** From now on the node gossips. */
  #enter(now: Tick, effects: Effects): void {
    if (this.#gossiping) return;
    this.#gossiping = true;
    this.#due = now + this.#options.settings.gossipIntervalTicks;
    effects.setTimer(GOSSIP, this.#options.settings.gossipIntervalTicks);
  }
}
