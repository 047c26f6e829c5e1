import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';

/** Messages between owners of ranges: each is meant for one epoch. */
const FENCED: ReadonlySet<Message['kind']> = new Set([
  ...(['bundle', 'replicate', 'replicated', 'fetch', 'fetched', 'store', 'stored'] as const),
  ...(['prepare', 'promised', 'accept', 'accepted', 'hint', 'hinted', 'scan', 'scanned'] as const),
  ...(['offer', 'offered', 'recall', 'recalled', 'compare', 'compared', 'peek', 'peeked'] as const),
  ...(['borrow', 'lent'] as const),
]);

/** Messages that wait for an epoch at most; of more the oldest are forgotten, as if the network had lost them. */
const MOST_WAITING = 1024;

/** Marks messages with the epoch that they are meant for. What goes to several is one message to the world as well. */
export class Seal {
  /** The message that was sealed last, before and after. */
  #before: Message | undefined;
  #after: Message | undefined;

  /** @param epoch none where nothing is agreed on */
  put(message: Message, epoch: number | undefined): Message {
    if (epoch === undefined || !FENCED.has(message.kind)) return message;
    if (message === this.#before && epoch === this.#after?.inEpoch) return this.#after;
    this.#before = message;
    this.#after = Object.assign({}, message, { inEpoch: epoch });
    return this.#after;
  }
}

/** Messages of an epoch that is not in effect here yet. */
export class WaitingRoom {
  #waiting: { readonly from: NodeId; readonly message: Message }[] = [];

  add(from: NodeId, message: Message): void {
    this.#waiting.push({ from, message });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  /** Empties it, in the order of arrival. */
  take(): readonly { readonly from: NodeId; readonly message: Message }[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }
}
