import type { Stream } from '../../../lib/chance.ts';
import { sampleBelow } from '../../../lib/sample.ts';
import type { Effects } from '../../effect.ts';
import type { NodeId } from '../../ids.ts';
import type { Settings } from '../../settings.ts';
import type { MembershipMessage } from '../membership-message.ts';
import { sealed } from '../membership-message.ts';
import type { MemberTable } from './member-table.ts';
import { RECORD_WORDS } from './record.ts';
import { RumourQueue } from './rumour-queue.ts';
import type { Suspicions } from './suspicions.ts';
import { SPREAD, swimTimer } from './timers.ts';

/** Which of the node's draws these are. */
const PEERS = 5;
const SPREADING = swimTimer(SPREAD);

/**
 * What this node says of others. Every message begins with the sender's own record; then, if its receiver is suspected or
 * down here, comes the receiver's, so that it is the first to know (Lifeguard's buddy system, §IV-C); then the news that was sent
 * least, each λ · ⌈log₂(N + 1)⌉ times in all (SWIM, §4.1). While there is news it is also told to some peers by itself.
 */
export class Gossip {
  readonly #settings: Settings;
  readonly #table: MemberTable;
  readonly #suspicions: Suspicions;
  readonly #chance: Stream;
  readonly #queue = new RumourQueue();
  /** Room for one message while it is made. */
  #draft = new Int32Array(8 * RECORD_WORDS);
  #written = 0;
  #spreading = false;
  #round = 0;

  constructor(settings: Settings, table: MemberTable, suspicions: Suspicions, chance: Stream) {
    this.#settings = settings;
    this.#table = table;
    this.#suspicions = suspicions;
    this.#chance = chance;
  }

  /** There is something to tell of a member. */
  news(member: NodeId, effects: Effects): void {
    this.#queue.add(member);
    if (this.#spreading) return;
    this.#spreading = true;
    effects.setTimer(SPREADING, this.#settings.rumourIntervalTicks);
  }

  send(to: NodeId, message: MembershipMessage, effects: Effects): void {
    effects.send(to, sealed(message, this.#settings.cluster));
  }

  /** What goes with a message to this node. */
  recordsFor(to: NodeId): Int32Array {
    const told = this.#table.isSuspected(to) || this.#table.isDown(to) ? [to] : [];
    return this.#records([...told, ...this.#take(1)]);
  }

  /** All that this node knows. */
  everything(): Int32Array {
    return this.#table.records((member) => this.#suspicions.accusersOf(member)[0] ?? 0);
  }

  spread(effects: Effects): void {
    this.#spreading = false;
    if (this.#queue.isEmpty) return;
    this.#round += 1;
    const others = this.#table.size - 1;
    const peers = sampleBelow(others, this.#settings.gossipFanout, this.#chance, this.#round, PEERS);
    const records = this.#records(this.#take(Math.max(1, peers.length)));
    for (const nth of peers) this.send(this.#table.other(nth), { kind: 'rumours', records }, effects);
    if (this.#queue.isEmpty) return;
    this.#spreading = true;
    effects.setTimer(SPREADING, this.#settings.rumourIntervalTicks);
  }

  #take(copies: number): readonly number[] {
    const { rumoursPerMessage, rumourMultiplier } = this.#settings;
    const doublings = 32 - Math.clz32(this.#table.size);
    return this.#queue.take(rumoursPerMessage, copies, rumourMultiplier * doublings);
  }

  #records(members: readonly number[]): Int32Array {
    const { self } = this.#table;
    this.#written = 0;
    this.#write(self, 0);
    for (const member of members) {
      if (member === self) continue;
      // One record for each that suspects it; of all others one record.
      const accusers = this.#suspicions.accusersOf(member as NodeId);
      if (accusers.length === 0) this.#write(member, 0);
      for (const accuser of accusers) this.#write(member, accuser);
    }
    return this.#draft.slice(0, this.#written);
  }

  #write(member: number, accuser: number): void {
    if (this.#written === this.#draft.length) {
      const wider = new Int32Array(2 * this.#draft.length);
      wider.set(this.#draft);
      this.#draft = wider;
    }
    if (this.#table.write(member, accuser, this.#draft, this.#written)) this.#written += RECORD_WORDS;
  }
}
