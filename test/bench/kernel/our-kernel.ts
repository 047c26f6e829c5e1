import type { NodeId } from '../../../src/core/ids.ts';
import type { Message } from '../../../src/core/message.ts';
import type { Tick } from '../../../src/core/time.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { EventQueue } from '../../../src/sim/event-queue.ts';
import type { Carrier } from '../../../src/sim/network/network.ts';
import { Network } from '../../../src/sim/network/network.ts';
import type { DropReason } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import type { Done, Load } from './load.ts';
import { LONGEST_DELAY, LOSS, sum } from './load.ts';
import { peerOf, Xorshift } from './peers.ts';

const ARRIVE = 0;

/**
 * The same load through the simulator's own event queue, links, fault rules and digest, as `World` drives them: keyed
 * chance for each packet, one immutable message of a node a tick, which is all that a node here is.
 */
export function ourKernel(load: Load): Done {
  return new Traffic(load).play();
}

class Traffic implements Carrier {
  readonly #load: Load;
  readonly #queue = new EventQueue();
  readonly #network: Network;
  readonly #recorder = new Recorder();
  readonly #heard: Int32Array;
  #deliveries = 0;

  constructor(load: Load) {
    this.#load = load;
    this.#heard = new Int32Array(load.nodes);
    this.#network = new Network(new Chance(1), { kind: 'uniform', min: 1, max: LONGEST_DELAY }, load.nodes);
    this.#network.setLoss(LOSS);
  }

  play(): Done {
    const chance = new Xorshift(1);
    const { nodes, ticks } = this.#load;
    for (let tick = 0; tick < ticks; tick += 1) {
      this.#settle();
      for (let node = 0; node < nodes; node += 1) this.#tell(node, tick, chance);
      this.#queue.advance();
    }
    return { deliveries: this.#deliveries, heard: sum(this.#heard) };
  }

  arrive(at: number, from: NodeId, to: NodeId, message: Message): void {
    this.#queue.push(at, ARRIVE, to, from, 0, message);
  }

  drop(from: NodeId, to: NodeId, message: Message, reason: DropReason): void {
    this.#recorder.dropped(this.#queue.now as Tick, from, to, message, reason);
  }

  #tell(node: number, tick: number, chance: Xorshift): void {
    const message: Message = { kind: 'epoch', number: tick };
    const from = (node + 1) as NodeId;
    for (let nth = 0; nth < this.#load.fanout; nth += 1) {
      const to = (peerOf(this.#load, node, nth, chance) + 1) as NodeId;
      this.#recorder.sent(tick as Tick, from, to, message);
      this.#network.carry(from, to, tick as Tick, message, this);
    }
  }

  #settle(): void {
    const queue = this.#queue;
    for (let slot = queue.pop(); slot !== -1; slot = queue.pop()) {
      const [to, from] = [queue.host(slot) as NodeId, queue.a(slot) as NodeId];
      const message = queue.takeReference(slot) as Message & { readonly kind: 'epoch' };
      this.#recorder.received(queue.now as Tick, to, from, message);
      const heard = this.#heard;
      if (message.number > (heard[to - 1] as number)) heard[to - 1] = message.number;
      this.#deliveries += 1;
    }
  }
}
