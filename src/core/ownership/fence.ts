import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';

/** Messages between owners of ranges: each is meant for one epoch. */
const FENCED: ReadonlySet<Message['kind']> = new Set([
  ...(['bundle', 'replicate', 'replicated', 'fetch', 'fetched', 'store', 'stored'] as const),
  ...(['prepare', 'promised', 'accept', 'accepted', 'hint', 'hinted', 'scan', 'scanned'] as const),
  ...(['offer', 'offered', 'recall', 'recalled', 'compare', 'compared'] as const),
]);

/** Messages that wait for an epoch at most; of more the oldest are forgotten, as if the network had lost them. */
const MOST_WAITING = 1024;

export type Sealed = Extract<Message, { readonly kind: 'sealed' }>;

export function seal(message: Message, epoch: number): Message {
  return FENCED.has(message.kind) ? { kind: 'sealed', epoch, content: message } : message;
}

/** Messages of an epoch that is not in effect here yet. */
export class WaitingRoom {
  #waiting: { readonly from: NodeId; readonly message: Sealed }[] = [];

  add(from: NodeId, message: Sealed): void {
    this.#waiting.push({ from, message });
    if (this.#waiting.length > MOST_WAITING) this.#waiting.shift();
  }

  /** Empties it, in the order of arrival. */
  take(): readonly { readonly from: NodeId; readonly message: Sealed }[] {
    const all = this.#waiting;
    this.#waiting = [];
    return all;
  }
}
