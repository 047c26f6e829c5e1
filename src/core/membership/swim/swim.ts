import { draw, scale } from '../../../lib/chance.ts';
import type { Effects } from '../../effect.ts';
import type { NodeId } from '../../ids.ts';
import type { Tick } from '../../time.ts';
import { ticks } from '../../time.ts';
import type { Detector, DetectorOptions, MemberChange, OpinionListener } from '../detector.ts';
import type { MembershipMessage } from '../membership-message.ts';
import { Belief } from './belief.ts';
import { Errands } from './errands.ts';
import { Gossip } from './gossip.ts';
import { Health } from './health.ts';
import { MemberTable } from './member-table.ts';
import { Prober } from './prober.ts';
import { Suspicions } from './suspicions.ts';
import { EXCHANGE, PATIENCE, ROUND, SPREAD, swimTimer } from './timers.ts';

// Which of the node's draws these are.
const PHASE = 7;
const PARTNER = 8;
const KNOCK = 9;
/** The answer to a knock is of interest only for who sends it. */
const NO_SEQUENCE = 0;
/** Up to so many members each exchange comes as often as the settings say; with each doubling less often. */
const USUAL_DOUBLINGS = 6;
/** Rounds until the first one; each later one takes twice as long to come, up to that. */
const FIRST_EXCHANGE = 10;

/**
 * Failure detection by probing: the load of a node does not depend on how many there are.
 * Sources: Das, Gupta, Motivala, SWIM, DSN 2002; Dadgar, Phillips, Currey, Lifeguard: local health awareness for more
 * accurate failure detection, 2018.
 */
export class Swim implements Detector {
  readonly opinion: MemberTable;
  readonly #options: DetectorOptions;
  readonly #suspicions: Suspicions;
  readonly #health: Health;
  readonly #gossip: Gossip;
  readonly #belief: Belief;
  readonly #prober: Prober;
  readonly #errands: Errands;
  #round = 0;
  #exchanges = 0;
  /** When the next round, and the end of the wait for a direct answer, should come. */
  #roundDue = 0;
  #patienceDue = 0;
  /** When it last did anything. */
  #awakeAt: number;

  constructor(options: DetectorOptions, now: Tick, listener: OpinionListener) {
    const { incarnation, settings, chance } = options;
    this.#options = options;
    this.#awakeAt = now;
    const heard: OpinionListener = (change, member) => this.#changed(change, member, listener);
    const table = new MemberTable(options, now, heard);
    this.opinion = table;
    this.#suspicions = new Suspicions(settings);
    const suspicions = this.#suspicions;
    this.#health = new Health(settings);
    const health = this.#health;
    this.#gossip = new Gossip(settings, table, suspicions, chance);
    const gossip = this.#gossip;
    this.#belief = new Belief({ incarnation, table, suspicions, gossip, health });
    const belief = this.#belief;
    this.#prober = new Prober({ settings, table, belief, gossip, health, chance });
    this.#errands = new Errands(settings, gossip);
  }

  /**
   * Each node begins anywhere in its first round, so that a group does not probe in step. Who has just come has missed
   * what was told before the others knew it: it asks for everything again, first soon and then less and less often.
   */
  start(_alone: boolean, now: Tick, effects: Effects): void {
    const { settings, chance } = this.#options;
    const { probeIntervalTicks } = settings;
    const first = ticks(1 + scale(draw(chance, 0, 0, PHASE, 0), probeIntervalTicks));
    this.#roundDue = now + first;
    effects.setTimer(swimTimer(ROUND), first);
    effects.setTimer(swimTimer(EXCHANGE), ticks(first + FIRST_EXCHANGE * probeIntervalTicks));
  }

  ask(introducer: NodeId, _now: Tick, effects: Effects): void {
    this.#exchange(introducer, effects);
  }

  receive(from: NodeId, message: MembershipMessage, now: Tick, effects: Effects): void {
    if (!('records' in message)) return;
    this.#wake(now);
    const isKnock = message.kind === 'probed' && message.sequence === NO_SEQUENCE;
    const wasAway = isKnock ? !this.opinion.isMember(from) : this.opinion.isDown(from);
    const whole = message.kind === 'exchange' || message.kind === 'exchanged';
    this.#belief.hear(from, message.records, whole, now, effects);
    // Who is back may come from the other half of the group, and tells of all that are there.
    if (!whole && wasAway && this.opinion.isMember(from)) this.#exchange(from, effects);
    this.#answer(from, message, effects);
  }

  elapsed(instance: number, now: Tick, effects: Effects): void {
    this.#wake(now);
    switch (instance) {
      case ROUND:
        return this.#nextRound(now, effects);
      case PATIENCE:
        return this.#prober.askOthers(effects);
      case SPREAD:
        return this.#gossip.spread(effects);
      case EXCHANGE:
        return this.#exchangeWithSomebody(now, effects);
      default:
        return this.#errands.elapsed(instance, effects);
    }
  }

  #answer(from: NodeId, message: MembershipMessage, effects: Effects): void {
    const gossip = this.#gossip;
    switch (message.kind) {
      case 'probe': {
        const { sequence } = message;
        return gossip.send(from, { kind: 'probed', sequence, records: gossip.recordsFor(from) }, effects);
      }
      case 'probed':
        this.#errands.answered(message.sequence, effects);
        return this.#prober.answered(message.sequence, effects);
      case 'probe-for-me':
        return this.#errands.run({ asker: from, sequence: message.sequence }, message.target, effects);
      case 'not-probed':
        return this.#prober.unanswered(message.sequence);
      case 'exchange':
        return gossip.send(from, { kind: 'exchanged', records: gossip.everything() }, effects);
      default:
    }
  }

  #nextRound(now: Tick, effects: Effects): void {
    const { settings } = this.#options;
    this.#round += 1;
    this.#prober.conclude(now, effects);
    this.#belief.judge(now, effects);
    this.#knock(effects);
    this.#prober.begin(effects);
    this.#patienceDue = now + this.#health.stretched(settings.probeTimeoutTicks);
    const interval = this.#health.stretched(settings.probeIntervalTicks);
    this.#roundDue = now + interval;
    effects.setTimer(swimTimer(ROUND), interval);
  }

  /**
   * A timer that is long overdue says that this process stood still, perhaps since the last thing that it did, and nothing of
   * the others: its open probe proves nothing, and nobody could be heard to refute anything.
   */
  #wake(now: Tick): void {
    const { settings } = this.#options;
    const due = this.#prober.isWaiting ? Math.min(this.#patienceDue, this.#roundDue) : this.#roundDue;
    if (settings.excuseByOwnLag === 1 && 2 * (now - due) > settings.probeTimeoutTicks) {
      this.#suspicions.excuse(now - this.#awakeAt);
      this.#prober.excuse();
      this.#health.change(1);
      this.#roundDue = now;
    }
    this.#awakeAt = now;
  }

  /**
   * Who is down, or an introducer that is no member, may be there again. As many are asked in each such round, by all
   * nodes together, as there are of them: halves of a healed partition meet at once, and a lost node costs nothing.
   */
  #knock(effects: Effects): void {
    const { settings, introducers, chance } = this.#options;
    if (settings.knockEveryRounds === 0 || this.#round % settings.knockEveryRounds !== 0) return;
    const table = this.opinion;
    const unknown = introducers.filter((id) => !table.isMember(id) && !table.isDown(id));
    const absent = [...table.removed(), ...unknown];
    const drawn = scale(draw(chance, this.#round, 0, KNOCK, 0), Math.max(table.size, absent.length));
    const to = absent[drawn] as NodeId | undefined;
    if (to === undefined) return;
    const records = this.#gossip.recordsFor(to);
    this.#gossip.send(to, { kind: 'probe', sequence: NO_SEQUENCE, records }, effects);
  }

  /** Now and then two nodes tell each other everything: no rumour is lost for good. */
  #exchangeWithSomebody(now: Tick, effects: Effects): void {
    const { settings, chance } = this.#options;
    this.#exchanges += 1;
    const others = this.opinion.size - 1;
    const drawn = scale(draw(chance, this.#exchanges, 0, PARTNER, 0), others);
    if (others > 0) this.#exchange(this.opinion.other(drawn), effects);
    this.opinion.forget(now - settings.forgetAfterTicks);
    const doublings = 32 - Math.clz32(this.opinion.size);
    const seldom = 1 + Math.max(0, doublings - USUAL_DOUBLINGS);
    const usual = settings.exchangeIntervalTicks * seldom;
    const early = FIRST_EXCHANGE * settings.probeIntervalTicks * (1 << Math.min(20, this.#exchanges));
    effects.setTimer(swimTimer(EXCHANGE), ticks(Math.min(usual, early)));
  }

  #exchange(to: NodeId, effects: Effects): void {
    this.#gossip.send(to, { kind: 'exchange', records: this.#gossip.everything() }, effects);
  }

  #changed(change: MemberChange, member: NodeId, listener: OpinionListener): void {
    if (change === 'joined') this.#prober.add(member);
    listener(change, member);
  }
}
