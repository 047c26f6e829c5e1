import type { NodeId } from './ids.ts';
import type { Letter, Message } from './message.ts';

/** What a message consists of. */
export function lettersOf(message: Message): readonly Letter[] {
  return message.kind === 'bundle' ? message.letters : [message];
}

/** Letters put aside to leave together: one message for each receiver, in the order in which receivers came up. */
export class Outbox {
  readonly #letters = new Map<NodeId, Letter[]>();

  put(to: NodeId, message: Message): void {
    const known = this.#letters.get(to);
    if (known === undefined) this.#letters.set(to, [...lettersOf(message)]);
    else known.push(...lettersOf(message));
  }

  /** Empties it. A single letter needs no bundle. */
  empty(send: (to: NodeId, message: Message) => void): void {
    const all = [...this.#letters];
    this.#letters.clear();
    for (const [to, letters] of all) {
      const [only] = letters;
      send(to, letters.length === 1 && only !== undefined ? only : { kind: 'bundle', letters });
    }
  }
}
