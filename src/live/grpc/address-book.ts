import type { NodeId } from '../../core/ids.ts';

/** Where a node is to be found, in one of its lives. */
export interface Address {
  readonly node: NodeId;
  readonly incarnation: number;
  /** host:port */
  readonly address: string;
}

/**
 * Who is where. Books are merged: of two addresses of a node that of its later life counts, so the order in which they
 * are learnt does not matter. At one address lives one node, and an address that another has moved into is forgotten.
 */
export class AddressBook {
  readonly #known = new Map<NodeId, Address>();

  constructor(known: Iterable<Address>) {
    for (const address of known) this.#known.set(address.node, address);
  }

  /** Ascending by node. */
  all(): readonly Address[] {
    return [...this.#known.values()].sort((a, b) => a.node - b.node);
  }

  of(node: NodeId): Address | undefined {
    return this.#known.get(node);
  }

  /** @returns whether it was news */
  learn(address: Address): boolean {
    const before = this.#known.get(address.node);
    if (before !== undefined && before.incarnation >= address.incarnation) return false;
    this.#known.set(address.node, address);
    return true;
  }

  /** What answered at the address is another node. */
  forget(node: NodeId): void {
    this.#known.delete(node);
  }
}
