import type { NodeId } from '../core/ids.ts';
import type { Note } from '../core/note.ts';

export type Health = 'alive' | 'suspected';

/** What a node thinks of the others, as it says itself in its notes. */
export class MembershipBoard {
  readonly #members = new Map<NodeId, Health>();

  constructor(self: NodeId) {
    this.#members.set(self, 'alive');
  }

  hear(note: Note): void {
    if (note.kind === 'member-joined' || note.kind === 'member-cleared')
      this.#members.set(note.member, 'alive');
    else if (note.kind === 'member-suspected') this.#members.set(note.member, 'suspected');
    else if (note.kind === 'member-removed') this.#members.delete(note.member);
  }

  /** Ascending by node. */
  all(): readonly { readonly node: NodeId; readonly health: Health }[] {
    return [...this.#members].map(([node, health]) => ({ node, health })).sort((a, b) => a.node - b.node);
  }
}
