import type { Message } from '../../core/message.ts';
import type { Act } from '../../scenario/act.ts';
import { BLOCK } from '../../scenario/expand/draft.ts';
import type { LinkFault, PacketFate } from '../../scenario/link-fault.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { hostNumber } from '../../sim/identity.ts';
import { simulate } from '../../sim/simulate.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import { inOrder } from './parts.ts';
import { earlierAfter } from './times.ts';
import { firstFreeBlock } from './workload.ts';

type SinglePacket = LinkFault & { readonly kind: 'packet' };

/** Faults that choose packets by chance. */
const BY_CHANCE: readonly LinkFault['kind'][] = ['loss', 'duplicate', 'corrupt', 'reorder'];
/** More single packets than these say less than the share that chose them. */
const MOST_PACKETS = 400;

/**
 * The same scenario with the packets named that chance chose: every loss, doubling and lateness in its run as a fault
 * of its own, and the shortest latency for all others.
 * @param heartbeats whether gossip may be late too: there is so much of it
 * @returns undefined where nothing is left to chance, or too much is
 */
export function withNamedPackets(scenario: Scenario, heartbeats: boolean): Scenario | undefined {
  const chance = new Set(
    scenario.acts.flatMap((act) => (act.kind === 'install-fault' && isByChance(act) ? [act.fault] : [])),
  );
  const { latency } = scenario.network;
  const travel = shortest(latency);
  const varies = latency.kind !== 'uniform' || latency.max > travel;
  if (chance.size === 0 && !varies) return undefined;
  const faults = accidentsOf(scenario, travel, heartbeats);
  if (faults.length > MOST_PACKETS) return undefined;
  // Nothing can be installed before what happens in the first tick: then all of it happens a tick later.
  const shift = faults.some(({ sentAt }) => sentAt === 0) ? 1 : 0;
  const shifted = earlierAfter(scenario, -1, -shift);
  const others = shifted.acts.filter((act) => !('fault' in act && chance.has(act.fault)));
  const free = firstFreeBlock(scenario.acts);
  const named = faults.map((of, nth): Act => {
    const number = (free + nth) * BLOCK;
    const sentAt = of.sentAt + shift;
    return { kind: 'install-fault', at: sentAt - 1, number, fault: number, of: { ...of, sentAt } };
  });
  return {
    ...shifted,
    network: { latency: { kind: 'uniform', min: travel, max: travel } },
    acts: inOrder([...others, ...named]),
  };
}

export function isByChance({ of }: Extract<Act, { kind: 'install-fault' }>): boolean {
  return BY_CHANCE.includes(of.kind) && 'ratio' in of && of.ratio.numerator > 0;
}

function shortest(latency: Scenario['network']['latency']): number {
  if (latency.kind === 'uniform') return latency.min;
  return latency.kind === 'bimodal' ? latency.fast.min : 1;
}

/** What nodes say of each other all the time. */
const IDLE: readonly Message['kind'][] = ['gossip', 'probe', 'probed', 'rumours'];

/** What became of one packet. */
interface Journey {
  readonly packet: Omit<SinglePacket, 'fate'>;
  readonly message: Message;
  readonly arrivals: number[];
  /** Other than by arriving, at a node that may have been deaf. */
  ending: 'lost' | 'cut' | undefined;
}

/** The fates of a run's packets that were not as a sound network would have them. */
function accidentsOf(scenario: Scenario, travel: number, heartbeats: boolean): readonly SinglePacket[] {
  const hosts = scenario.hosts.length;
  const log = new PacketLog(hosts);
  const recorder = new Recorder({ onEvent: (event) => log.add(event) });
  simulate(scenario, recorder);
  return log.journeys.flatMap((journey) => {
    const expected = journey.packet.sentAt + travel;
    return fatesOf(journey, expected, scenario.endTick)
      .filter(({ kind }) => heartbeats || kind !== 'late' || !IDLE.includes(journey.message.kind))
      .map((fate) => ({ ...journey.packet, fate }));
  });
}

/** @param expected when it would arrive in a sound network; one that has not arrived by `end` was still under way */
function fatesOf(journey: Journey, expected: number, end: number): readonly PacketFate[] {
  const { arrivals, ending } = journey;
  if (ending === 'lost') return [{ kind: 'lost' }];
  if (ending === 'cut') return [];
  const twice: readonly PacketFate[] = arrivals.length > 1 ? [{ kind: 'twice' }] : [];
  const first = arrivals[0] ?? end;
  if (first <= expected) return twice;
  return [...twice, { kind: 'late', by: first - expected }];
}

/** Follows packets by what they carry: a message travels a link once, unless the network doubles it. */
class PacketLog {
  readonly journeys: Journey[] = [];
  readonly #hosts: number;
  readonly #open = new Map<Message, Journey[]>();
  #tick = -1;
  readonly #counts = new Map<string, number>();

  constructor(hosts: number) {
    this.#hosts = hosts;
  }

  add(event: TraceEvent): void {
    if (event.kind === 'sent') return this.#sent(event.tick, event.node, event.to, event.message);
    if (event.kind === 'received') {
      this.#find(event.message, event.from, event.node)?.arrivals.push(event.tick);
    } else if (event.kind === 'dropped') {
      const journey = this.#find(event.message, event.node, event.to);
      if (journey === undefined) return;
      if (event.reason === 'deaf') journey.arrivals.push(event.tick);
      else journey.ending = event.reason === 'loss' || event.reason === 'corrupt' ? 'lost' : 'cut';
    }
  }

  #sent(tick: number, node: number, peer: number, message: Message): void {
    if (tick !== this.#tick) this.#counts.clear();
    this.#tick = tick;
    const link = `${node}>${peer}`;
    const nth = (this.#counts.get(link) ?? 0) + 1;
    this.#counts.set(link, nth);
    const [from, to] = [hostNumber(node, this.#hosts), hostNumber(peer, this.#hosts)];
    const packet = { kind: 'packet', from, to, sentAt: tick, nth } as const;
    const journey: Journey = { packet, message, arrivals: [], ending: undefined };
    this.journeys.push(journey);
    const open = this.#open.get(message);
    if (open === undefined) this.#open.set(message, [journey]);
    else open.push(journey);
  }

  #find(message: Message, node: number, peer: number): Journey | undefined {
    const [from, to] = [hostNumber(node, this.#hosts), hostNumber(peer, this.#hosts)];
    const open = this.#open.get(message) ?? [];
    return open.find(({ packet }) => packet.from === from && packet.to === to);
  }
}
