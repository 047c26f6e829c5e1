import type { Message } from '../../core/message.ts';
import type { Tick } from '../../core/time.ts';
import { assert } from '../../lib/assert.ts';
import type { Ratio } from '../../lib/ratio.ts';
import { NEVER } from '../../lib/ratio.ts';
import type { LatencyShape, LinkFault } from '../../scenario/link-fault.ts';
import type { DropReason } from '../../trace/event.ts';
import type { Chance } from '../chance.ts';
import { Latency } from './latency.ts';
import { LinkCounter } from './link-counter.ts';
import { LossyWindow } from './loss.ts';
import type { Packet } from './packet.ts';
import { duplicateOf, packet, snapshot } from './packet.ts';
import { Rulebook, ruleFor } from './rulebook.ts';

/** Takes what comes out of the network. `from` and `to` are identities of nodes. */
export interface Carrier {
  /** @param at the tick of arrival, later than now. @param corrupt whether the receiver's checksum will not match */
  arrive(at: number, from: number, to: number, message: Message, corrupt: boolean): void;
  drop(from: number, to: number, message: Message, reason: DropReason): void;
}

/**
 * The emulated network between the nodes of hosts 1 … N: says what becomes of a packet.
 *
 * Each draw is a function of (seed, link, tick, number of the packet on that link in that tick, purpose, number of the
 * fault's installation) and of nothing else. So a fault more or less changes what it does itself, and no other draw.
 */
export class Network {
  readonly #chance: Chance;
  readonly #hosts: number;
  readonly #lossyWindow: LossyWindow;
  readonly #rulebook = new Rulebook();
  readonly #counter: LinkCounter;
  /** Packets at links on hold, in the order in which they were sent. */
  #waiting: { readonly packet: Packet; readonly message: Message }[] = [];
  /** Reused for every packet: the plain way through the network allocates nothing. */
  readonly #packet = packet(0, 0, 0 as Tick, 0);

  /** @param hosts the largest host number */
  constructor(chance: Chance, latency: LatencyShape, hosts: number) {
    this.#chance = chance;
    this.#hosts = hosts;
    this.#counter = new LinkCounter(hosts);
    this.#lossyWindow = new LossyWindow(chance);
    this.#rulebook.add(this.#lossyWindow);
    this.#rulebook.add(new Latency(chance, latency));
  }

  /** Sends a packet; ticks never go back from one call to the next. Tells `carrier` of each arrival or of the loss. */
  carry(from: number, to: number, sentAt: Tick, message: Message, carrier: Carrier): void {
    const tag = this.#counter.next(from, to, sentAt);
    const reused = this.#packet;
    reused.from = from;
    reused.to = to;
    reused.sentAt = sentAt;
    reused.tag = tag;
    reused.corrupt = false;
    reused.leavesAt = sentAt;
    reused.late = 0;
    return this.#pass(reused, message, 0, carrier);
  }

  /** Opens the lossy window: all links lose this share of their packets; NEVER closes it. */
  setLoss(ratio: Ratio): void {
    this.#lossyWindow.set(ratio);
  }

  /** @param fault names the installation, for its draws and for its removal; no two that are in force share one */
  install(fault: number, of: LinkFault): void {
    this.#rulebook.add(ruleFor(this.#chance, fault, of, this.#hosts));
  }

  /** Ends a fault. What it alone held goes on now. Where no such fault is in force, nothing happens. */
  remove(fault: number, now: Tick, carrier: Carrier): void {
    this.#rulebook.remove(fault);
    this.#release(now, carrier);
  }

  /** Ends all faults and closes the lossy window. */
  clear(now: Tick, carrier: Carrier): void {
    this.#rulebook.clear();
    this.#lossyWindow.set(NEVER);
    this.#release(now, carrier);
  }

  /** Waiting packets pass through all the rules in force now; those that another hold covers go on waiting. */
  #release(now: Tick, carrier: Carrier): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const held of waiting) {
      held.packet.leavesAt = now;
      this.#pass(held.packet, held.message, 0, carrier);
    }
  }

  /** Asks the rules from `first` on. */
  #pass(asked: Packet, message: Message, first: number, carrier: Carrier): void {
    const { rules } = this.#rulebook;
    for (let place = first; place < rules.length; place += 1) {
      const rule = rules[place];
      if (rule === undefined) break;
      const verdict = rule.judge(asked);
      if (verdict === 'pass') continue;
      if (verdict === 'hold') {
        this.#waiting.push({ packet: snapshot(asked), message });
      } else if (verdict === 'duplicate') {
        const copy = duplicateOf(asked, rule.fault);
        this.#pass(asked, message, place + 1, carrier);
        this.#pass(copy, message, place + 1, carrier);
      } else {
        carrier.drop(asked.from, asked.to, message, verdict);
      }
      return;
    }
    assert(asked.travel >= 1, 'a packet arrives later than it was sent');
    const at = asked.leavesAt + asked.late + asked.travel;
    carrier.arrive(at, asked.from, asked.to, message, asked.corrupt);
  }
}
