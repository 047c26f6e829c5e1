import type { Message } from '../../core/message.ts';
import { assert } from '../../lib/assert.ts';
import type { TraceEvent } from '../../trace/event.ts';

const NONE = -1;

/**
 * What happened before what: an event of a node comes after the one before it at that node, a packet's end after its
 * beginning, and what a client asks after what it asked before. Source: Lamport, "Time, clocks, and the ordering of
 * events in a distributed system", CACM 1978.
 *
 * Messages are matched by being the same object, as they are in a run. A packet that is lost is a leaf: its sender does
 * not notice.
 */
export class CausalGraph {
  readonly events: readonly TraceEvent[];
  /** The event before at the same node, or of the same client. */
  readonly #before: Int32Array;
  /** The sending of a packet that ends here; the request that is given up here. */
  readonly #origin: Int32Array;
  readonly #fates = new Map<number, number[]>();

  constructor(events: readonly TraceEvent[]) {
    this.events = events;
    this.#before = new Int32Array(events.length).fill(NONE);
    this.#origin = new Int32Array(events.length).fill(NONE);
    const chains = new Map<string, number>();
    const packets = new Packets();
    const requests = new Map<number, number>();
    for (const [at, event] of events.entries()) {
      const chain = chainOf(event);
      if (chain !== undefined) {
        this.#before[at] = chains.get(chain) ?? NONE;
        chains.set(chain, at);
      }
      switch (event.kind) {
        case 'sent':
          packets.add(event.message, event.node, event.to, at);
          break;
        case 'received':
          this.#end(at, packets.find(event.message, event.from, event.node));
          break;
        case 'dropped':
          this.#end(at, packets.find(event.message, event.node, event.to));
          break;
        case 'requested': {
          requests.set(event.request, at);
          if (event.client === undefined) break;
          this.#origin[at] = chains.get(`client ${event.client}`) ?? NONE;
          chains.set(`client ${event.client}`, at);
          break;
        }
        case 'replied':
        case 'gave-up': {
          const asked = requests.get(event.request);
          const question = asked === undefined ? undefined : events[asked];
          this.#origin[at] = asked ?? NONE;
          if (question?.kind === 'requested' && question.client !== undefined)
            chains.set(`client ${question.client}`, at);
          break;
        }
        default:
          break;
      }
    }
  }

  /** The events that come directly before one: at most two. */
  causesOf(at: number): readonly number[] {
    assert(at >= 0 && at < this.events.length, `no event ${at}`);
    return [this.#before[at] ?? NONE, this.#origin[at] ?? NONE].filter((cause) => cause !== NONE);
  }

  /** Where the packet that was sent here ended: received or dropped, more than once where it was duplicated, or not yet. */
  fatesOf(sent: number): readonly number[] {
    return this.#fates.get(sent) ?? [];
  }

  /** The sending of the packet that ended here. */
  sendingOf(end: number): number | undefined {
    const kind = this.events[end]?.kind;
    const sent = this.#origin[end] ?? NONE;
    return (kind === 'received' || kind === 'dropped') && sent !== NONE ? sent : undefined;
  }

  /** Everything that happened before any of these events, themselves included: 1 at the place of each. */
  pastOf(targets: Iterable<number>): Uint8Array {
    const past = new Uint8Array(this.events.length);
    const open = [...targets];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (past[at] === 1) continue;
      past[at] = 1;
      open.push(...this.causesOf(at));
    }
    return past;
  }

  #end(at: number, sent: number | undefined): void {
    if (sent === undefined) return;
    this.#origin[at] = sent;
    const known = this.#fates.get(sent);
    if (known === undefined) this.#fates.set(sent, [at]);
    else known.push(at);
  }
}

/** In whose life an event takes place; undefined where it is nobody's: the fate of a link, the end of a packet. */
function chainOf(event: TraceEvent): string | undefined {
  return 'node' in event && event.kind !== 'dropped' ? `node ${event.node}` : undefined;
}

/** Packets by what they carry; the last one sent where one message goes the same way twice. */
class Packets {
  readonly #sent = new Map<Message, { readonly from: number; readonly to: number; readonly at: number }[]>();

  add(message: Message, from: number, to: number, at: number): void {
    const known = this.#sent.get(message);
    if (known === undefined) this.#sent.set(message, [{ from, to, at }]);
    else known.push({ from, to, at });
  }

  find(message: Message, from: number, to: number): number | undefined {
    return this.#sent.get(message)?.findLast((sent) => sent.from === from && sent.to === to)?.at;
  }
}
