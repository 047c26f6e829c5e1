import fc from 'fast-check';
import { tick } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { LatencyShape, LinkFault, LinkSet } from '../../../src/scenario/link-fault.ts';
import type { Carrier } from '../../../src/sim/network/network.ts';
import { Network } from '../../../src/sim/network/network.ts';
import type { DropReason } from '../../../src/trace/event.ts';

export const HOSTS = 5;
export const ONE_TICK: LatencyShape = { kind: 'uniform', min: 1, max: 1 };
export const EVERY_LINK: LinkSet = {};

/** What became of one packet, or of one copy of it. `label` is what the test calls the packet. */
export type Fate =
  | {
      readonly label: number;
      readonly at: number;
      readonly corrupt: boolean;
      readonly from: number;
      readonly to: number;
    }
  | { readonly label: number; readonly reason: DropReason };

export interface Sending {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly label: number;
}

/** In force from the start of tick `at` to the start of tick `until`. */
export interface Installation {
  readonly fault: number;
  readonly of: LinkFault;
  readonly at?: number;
  readonly until?: number;
}

/** A carrier that writes down everything it is told, in order. */
export class Notebook implements Carrier {
  readonly fates: Fate[] = [];

  arrive(at: number, from: number, to: number, message: Message, corrupt: boolean): void {
    this.fates.push({ label: labelOf(message), at, corrupt, from, to });
  }

  drop(_from: number, _to: number, message: Message, reason: DropReason): void {
    this.fates.push({ label: labelOf(message), reason });
  }
}

export function labelled(label: number): Message {
  return { kind: 'join', incarnation: 1, beat: label };
}

function labelOf(message: Message): number {
  return message.kind === 'join' ? message.beat : -1;
}

export interface Experiment {
  readonly seed: number;
  readonly latency?: LatencyShape;
  readonly faults: readonly Installation[];
  /** In order of time. */
  readonly sendings: readonly Sending[];
  /** The lossy window, in percent. */
  readonly lossPercent?: number;
}

/** Plays an experiment to its last sending and the end of its last fault. */
export function fatesIn(experiment: Experiment): readonly Fate[] {
  const { seed, latency = ONE_TICK, faults, sendings, lossPercent = 0 } = experiment;
  const network = new Network(seed, latency, HOSTS);
  network.setLoss(ratio(lossPercent, 100));
  const notebook = new Notebook();
  const end = Math.max(0, ...sendings.map(({ at }) => at), ...faults.map(({ until }) => until ?? 0));
  for (let now = 0; now <= end; now += 1) {
    for (const { fault, of, at = 0 } of faults) if (at === now) network.install(fault, of);
    for (const { fault, until } of faults) if (until === now) network.remove(fault, tick(now), notebook);
    for (const { at, from, to, label } of sendings)
      if (at === now) network.carry(from, to, tick(now), labelled(label), notebook);
  }
  return notebook.fates;
}

export function fatesOf(label: number, fates: readonly Fate[]): readonly Fate[] {
  return fates.filter((fate) => fate.label === label);
}

/** `count` packets on the link 1 → 2, one each tick from 0, labelled by their ticks. */
export function stream(count: number): readonly Sending[] {
  return Array.from({ length: count }, (_, at) => ({ at, from: 1, to: 2, label: at }));
}

const host = fc.integer({ min: 1, max: HOSTS });

/** Up to 40 packets in up to 12 ticks on any links, in order of time; labels count from 0. */
export const traffic: fc.Arbitrary<readonly Sending[]> = fc
  .array(fc.record({ at: fc.nat(12), from: host, to: host }), { maxLength: 40 })
  .map((packets) => [...packets].sort((a, b) => a.at - b.at).map((packet, label) => ({ ...packet, label })));

export const someLinks: fc.Arbitrary<LinkSet> = fc.oneof(
  fc.constant(EVERY_LINK),
  fc.record({ from: fc.uniqueArray(host) }),
  fc.record({ from: fc.uniqueArray(host), to: fc.uniqueArray(host) }),
);

const someRatio = fc.integer({ min: 0, max: 10 }).map((tenths) => ratio(tenths, 10));

/** Faults that only draw: what they do to a packet depends on no other packet. */
export const memorylessFault: fc.Arbitrary<LinkFault> = fc.oneof(
  fc.record({ kind: fc.constant('loss' as const), links: someLinks, ratio: someRatio }),
  fc.record({ kind: fc.constant('duplicate' as const), links: someLinks, ratio: someRatio }),
  fc.record({ kind: fc.constant('corrupt' as const), links: someLinks, ratio: someRatio }),
  fc.record({
    kind: fc.constant('reorder' as const),
    links: someLinks,
    ratio: someRatio,
    by: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    kind: fc.constant('latency' as const),
    links: someLinks,
    shape: fc.constant<LatencyShape>({ kind: 'exponential', mean: 6 }),
  }),
  fc.constant<LinkFault>({ kind: 'partition', groups: [[1, 2], [4]], oneWay: true }),
  fc.record({ kind: fc.constant('hold' as const), links: someLinks }),
);

/** Installations 0, 1, 2 … of memoryless faults, each in force for some of the time. */
export const installations: fc.Arbitrary<readonly Installation[]> = fc
  .array(fc.record({ of: memorylessFault, at: fc.nat(6), lasting: fc.integer({ min: 1, max: 8 }) }), {
    maxLength: 5,
  })
  .map((drawn) => drawn.map(({ of, at, lasting }, fault) => ({ fault, of, at, until: at + lasting })));
