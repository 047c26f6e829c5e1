import type { Stream } from '../../lib/chance.ts';
import { draw, scale } from '../../lib/chance.ts';
import type { Effects } from '../effect.ts';
import type { NodeId, Tick } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Settings } from '../settings.ts';
import { timer } from '../timer.ts';
import type { RosterListener } from './roster.ts';
import { Roster } from './roster.ts';

export interface MembershipOptions {
  readonly id: NodeId;
  /** Grows at each boot of the same identity. */
  readonly incarnation: number;
  /** Nodes that let others in. A node that is an introducer itself starts the group and asks nobody. */
  readonly introducers: readonly NodeId[];
  readonly settings: Settings;
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
  #admitted = false;

  constructor(options: MembershipOptions, now: Tick, listener: RosterListener) {
    this.#options = options;
    this.roster = new Roster(
      { id: options.id, incarnation: options.incarnation, now },
      options.settings,
      listener,
    );
  }

  start(now: Tick, effects: Effects): void {
    if (this.#options.introducers.includes(this.#options.id)) {
      effects.note({ kind: 'group-started' });
      this.#enter(effects);
      return;
    }
    this.#askToJoin(now, effects);
  }

  receive(
    from: NodeId,
    message: Extract<Message, { kind: 'join' | 'joined' | 'gossip' }>,
    now: Tick,
    effects: Effects,
  ): void {
    switch (message.kind) {
      case 'join':
        this.roster.admit(from, message.incarnation, message.beat, now);
        this.roster.beat(now);
        effects.send(from, { kind: 'joined', members: this.roster.survey(now) });
        return;
      case 'joined':
        this.roster.merge(message.members, now);
        if (!this.#admitted) this.#enter(effects);
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
    effects.setTimer(GOSSIP, settings.gossipIntervalTicks);
  }

  #askToJoin(now: Tick, effects: Effects): void {
    const { introducers, incarnation, settings } = this.#options;
    // Each attempt is a newer beat, so that a repeated one refreshes what the first one told.
    const beat = this.roster.beat(now);
    for (const introducer of introducers) {
      effects.note({ kind: 'join-requested', introducer });
      effects.send(introducer, { kind: 'join', incarnation, beat });
    }
    effects.setTimer(JOIN, settings.joinRetryTicks);
  }

  #enter(effects: Effects): void {
    this.#admitted = true;
    effects.cancelTimer(JOIN);
    effects.setTimer(GOSSIP, this.#options.settings.gossipIntervalTicks);
  }
}
