import { must } from '../../../lib/assert.ts';
import type { Stream } from '../../../lib/chance.ts';
import { sampleBelow } from '../../../lib/sample.ts';
import type { Effects } from '../../effect.ts';
import type { NodeId } from '../../ids.ts';
import type { Settings } from '../../settings.ts';
import type { Tick } from '../../time.ts';
import type { Belief } from './belief.ts';
import type { Gossip } from './gossip.ts';
import type { Health } from './health.ts';
import type { MemberTable } from './member-table.ts';
import { ProbeOrder } from './probe-order.ts';
import { PATIENCE, swimTimer } from './timers.ts';

/** Which of the node's draws these are. */
const HELPERS = 6;
const WAITING = swimTimer(PATIENCE);

export interface ProberParts {
  readonly settings: Settings;
  readonly table: MemberTable;
  readonly belief: Belief;
  readonly gossip: Gossip;
  readonly health: Health;
  readonly chance: Stream;
}

/** The probe of one round. */
interface Probe {
  readonly target: NodeId;
  readonly sequence: number;
  /** How many were asked to help; undefined while the direct answer is waited for. */
  helpers: number | undefined;
  /** Helpers that said that they got no answer. */
  heard: number;
  /** Of a probe that proves nothing any more: it was answered, or this node slept meanwhile. */
  settled: boolean;
}

/**
 * One member a round: asked directly, then by way of k others, and suspected when the round ends without an answer.
 * Source: Das, Gupta, Motivala, SWIM, DSN 2002, §3.1.
 */
export class Prober {
  readonly #parts: ProberParts;
  readonly #order: ProbeOrder;
  #probe: Probe | undefined;
  #sequence = 0;

  constructor(parts: ProberParts) {
    this.#parts = parts;
    this.#order = new ProbeOrder(parts.chance);
  }

  /** A newcomer is probed in this pass already. */
  add(member: NodeId): void {
    this.#order.add(member);
  }

  begin(effects: Effects): void {
    const { settings, table, gossip, health } = this.#parts;
    const target = this.#order.next(
      () => table.others(),
      (member) => table.isMember(member),
    );
    if (target === undefined) return;
    this.#sequence += 2;
    const sequence = this.#sequence;
    this.#probe = { target, sequence, helpers: undefined, heard: 0, settled: false };
    gossip.send(target, { kind: 'probe', sequence, records: gossip.recordsFor(target) }, effects);
    effects.setTimer(WAITING, health.stretched(settings.probeTimeoutTicks));
  }

  /** The direct answer did not come in time: perhaps only the way to the target is bad. */
  askOthers(effects: Effects): void {
    const { settings, table, gossip, chance } = this.#parts;
    const probe = this.#probe;
    if (probe === undefined || probe.settled) return;
    const { target, sequence } = probe;
    const able = table.others().filter((member) => member !== target && !table.isSuspected(member as NodeId));
    const helpers = sampleBelow(able.length, settings.indirectProbes, chance, sequence, HELPERS);
    probe.helpers = helpers.length;
    for (const nth of helpers) {
      const helper = must(able[nth], 'a helper') as NodeId;
      const records = gossip.recordsFor(helper);
      gossip.send(helper, { kind: 'probe-for-me', sequence, target, records }, effects);
    }
  }

  /** Somebody has reached the target, be it this node itself. */
  answered(sequence: number, effects: Effects): void {
    const probe = this.#probe;
    if (probe === undefined || probe.settled || probe.sequence !== sequence) return;
    probe.settled = true;
    effects.cancelTimer(WAITING);
    this.#parts.health.change(-1);
  }

  /** A helper is there, and got no answer so far. */
  unanswered(sequence: number): void {
    if (this.#probe?.sequence === sequence) this.#probe.heard += 1;
  }

  /** Whether the direct answer may still come in time. */
  get isWaiting(): boolean {
    return this.#probe !== undefined && !this.#probe.settled && this.#probe.helpers === undefined;
  }

  /** Whatever is not answered now says nothing of its target: this node was not there to hear it. */
  excuse(): void {
    if (this.#probe !== undefined) this.#probe.settled = true;
  }

  /** The round is over. Who got no answer, and did not even hear its helpers, doubts itself. */
  conclude(now: Tick, effects: Effects): void {
    const probe = this.#probe;
    this.#probe = undefined;
    if (probe === undefined || probe.settled) return;
    const { table, belief, health } = this.#parts;
    const { helpers = 0, heard } = probe;
    health.change(helpers === 0 ? 1 : Math.max(0, helpers - heard));
    if (table.isMember(probe.target)) belief.accuse(probe.target, now, effects);
  }
}
