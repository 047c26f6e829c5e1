import type { Effects } from '../../effect.ts';
import type { NodeId } from '../../ids.ts';
import type { Tick } from '../../time.ts';
import type { Gossip } from './gossip.ts';
import type { Health } from './health.ts';
import type { MemberTable } from './member-table.ts';
import { ACCUSER, INCARNATION, RECORD_WORDS, REFUTATION, STANDING, STANDINGS } from './record.ts';
import type { Suspicions } from './suspicions.ts';

const { alive, suspected, down } = STANDINGS;

export interface BeliefParts {
  readonly incarnation: number;
  readonly table: MemberTable;
  readonly suspicions: Suspicions;
  readonly gossip: Gossip;
  readonly health: Health;
}

/**
 * What follows from what is heard: a higher record is believed and passed on, one about this node itself is
 * contradicted, one more that suspects a member shortens its time, and when that is over it is down.
 */
export class Belief {
  readonly #parts: BeliefParts;
  #refutation = 0;
  #isNewcomer = false;

  constructor(parts: BeliefParts) {
    this.#parts = parts;
  }

  /** @param whole all that the sender knows, and not only its news */
  hear(from: NodeId, words: Int32Array, whole: boolean, now: Tick, effects: Effects): void {
    const { table } = this.#parts;
    const { self } = table;
    // Who knew nobody hears nothing that it should pass on.
    this.#isNewcomer = whole && table.size === 1;
    for (let at = 0; at < words.length; at += RECORD_WORDS) {
      if (words[at] === self) this.#defend(words, at, effects);
      else this.#weigh(from, words, at, whole, now, effects);
    }
    this.#isNewcomer = false;
  }

  /** This node's own probes of a member were not answered. */
  accuse(member: NodeId, now: Tick, effects: Effects): void {
    const { table, gossip } = this.#parts;
    const words = new Int32Array(RECORD_WORDS);
    // Nothing is told of a member that was not heard of in this life; it is doubted all the same.
    if (!table.write(member, table.self, words, 0)) words.set([member, 0, 0, table.seatOf(member)]);
    words[ACCUSER] = table.self;
    if (!this.#suspect(words, 0, table.self, now, effects)) return;
    gossip.send(member, { kind: 'rumours', records: gossip.recordsFor(member) }, effects);
  }

  /** Whoever did not refute in time is down. */
  judge(now: Tick, effects: Effects): void {
    const { table, suspicions } = this.#parts;
    for (const member of suspicions.over(now)) {
      const words = new Int32Array(RECORD_WORDS);
      if (!table.write(member, 0, words, 0)) words.set([member, 0, 0, table.seatOf(member)]);
      this.#believe(words, 0, down, now, effects);
    }
  }

  #weigh(from: NodeId, words: Int32Array, at: number, whole: boolean, now: Tick, effects: Effects): void {
    const { table } = this.#parts;
    const standing = words[at + STANDING] as number;
    // Who was long away calls many down that live: they shall have the time to refute.
    if (whole && standing === down && table.isMember(words[at] as NodeId))
      this.#suspect(words, at, from, now, effects);
    else if (standing === suspected) this.#suspect(words, at, words[at + ACCUSER] as NodeId, now, effects);
    else if (table.compare(words, at, standing) > 0) this.#believe(words, at, standing, now, effects);
  }

  /** @returns whether this says more than was known, be it only who else suspects the member */
  #suspect(words: Int32Array, at: number, accuser: NodeId, now: Tick, effects: Effects): boolean {
    const { table, suspicions, gossip } = this.#parts;
    const member = words[at] as NodeId;
    const order = table.compare(words, at, suspected);
    if (order === 0 && suspicions.confirm(member, accuser)) {
      gossip.news(member, effects);
      return true;
    }
    if (order <= 0) return false;
    suspicions.begin(member, accuser, Math.max(2, table.size), now);
    this.#believe(words, at, suspected, now, effects);
    return true;
  }

  #believe(words: Int32Array, at: number, standing: number, now: Tick, effects: Effects): void {
    const { table, suspicions, gossip } = this.#parts;
    const member = words[at] as NodeId;
    if (standing !== suspected) suspicions.end(member);
    table.take(words, at, standing, now);
    if (!this.#isNewcomer) gossip.news(member, effects);
  }

  /** Somebody takes this node for suspected or down, or has heard so. */
  #defend(words: Int32Array, at: number, effects: Effects): void {
    const { incarnation, table, gossip, health } = this.#parts;
    if (words[at + STANDING] === alive || words[at + INCARNATION] !== incarnation) return;
    const refutation = words[at + REFUTATION] as number;
    if (refutation < this.#refutation) return;
    this.#refutation = refutation + 1;
    table.refute(refutation);
    health.change(1);
    gossip.news(table.self, effects);
  }
}
