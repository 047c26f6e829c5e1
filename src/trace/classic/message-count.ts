import { assert } from '../../lib/assert.ts';
import type { PacketCounter } from '../packet-counter.ts';
import { LARGEST_DETAILED_GROUP } from './log-line.ts';

const FIRST_TICKS = 1024;
const TICKS_PER_LINE = 10;
/** Above any count of one node in one tick. */
const PAIR_BASE = 0x200_0000;

/** Packets of nodes 1 … N, by tick; above 1 000 nodes in total only. Its text is `msgcount.log`. */
export class MessageCount implements PacketCounter {
  readonly #nodes: number;
  readonly #detailed: boolean;
  readonly #sentTotals: Float64Array;
  readonly #receivedTotals: Float64Array;
  /** One row of N counts a tick; no rows in a large group. */
  #sent: Uint32Array;
  #received: Uint32Array;
  readonly #pairs = new Map<number, string>();

  constructor(nodes: number) {
    assert(Number.isInteger(nodes) && nodes >= 1, `cannot count the messages of ${nodes} nodes`);
    this.#nodes = nodes;
    this.#detailed = nodes <= LARGEST_DETAILED_GROUP;
    this.#sentTotals = new Float64Array(nodes);
    this.#receivedTotals = new Float64Array(nodes);
    const cells = this.#detailed ? nodes * FIRST_TICKS : 0;
    this.#sent = new Uint32Array(cells);
    this.#received = new Uint32Array(cells);
  }

  sent(tick: number, node: number): void {
    this.#sentTotals[node - 1] = (this.#sentTotals[node - 1] as number) + 1;
    if (!this.#detailed) return;
    const cell = this.#cell(tick, node);
    this.#sent[cell] = (this.#sent[cell] as number) + 1;
  }

  received(tick: number, node: number): void {
    this.#receivedTotals[node - 1] = (this.#receivedTotals[node - 1] as number) + 1;
    if (!this.#detailed) return;
    const cell = this.#cell(tick, node);
    this.#received[cell] = (this.#received[cell] as number) + 1;
  }

  /**
   * The text of `msgcount.log` for ticks 0 … endTick − 1, node by node. For a run of twelve ticks:
   * ```
   * node   1  (   0,    0) (   0,    3) (   4,    4) (   3,    3) … ten pairs
   *           (   3,    2) (   3,    5)
   * node   1 sent_total     31  recv_total     30
   *
   * ```
   * Each pair is (sent, received) in one tick. In a large group only the line of totals and the empty line are there.
   */
  *chunks(endTick: number): Generator<string> {
    for (let node = 1; node <= this.#nodes; node += 1) {
      const name = `node ${String(node).padStart(3)} `;
      const sent = String(this.#sentTotals[node - 1]).padStart(6);
      const received = String(this.#receivedTotals[node - 1]).padStart(6);
      const table = this.#detailed ? this.#table(name, node, endTick) : '';
      yield `${table}${name}sent_total ${sent}  recv_total ${received}\n\n`;
    }
  }

  #table(name: string, node: number, endTick: number): string {
    let text = '';
    for (let tick = 0; tick < endTick; tick += 1) {
      if (tick % TICKS_PER_LINE === 0) text += tick === 0 ? name : `\n${' '.repeat(name.length)}`;
      const cell = tick * this.#nodes + node - 1;
      text += this.#pair(this.#sent[cell] ?? 0, this.#received[cell] ?? 0);
    }
    return text === '' ? '' : `${text}\n`;
  }

  /** Most nodes send and receive alike in most ticks, so few pairs are ever formatted. */
  #pair(sent: number, received: number): string {
    const name = sent * PAIR_BASE + received;
    const known = this.#pairs.get(name);
    if (known !== undefined) return known;
    const pair = ` (${String(sent).padStart(4)}, ${String(received).padStart(4)})`;
    this.#pairs.set(name, pair);
    return pair;
  }

  #cell(tick: number, node: number): number {
    const cell = tick * this.#nodes + node - 1;
    while (cell >= this.#sent.length) {
      this.#sent = doubled(this.#sent);
      this.#received = doubled(this.#received);
    }
    return cell;
  }
}

function doubled(counts: Uint32Array): Uint32Array {
  const larger = new Uint32Array(counts.length * 2);
  larger.set(counts);
  return larger;
}
