import type { Key, NodeId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { orderOfVersions } from './version-text.ts';

/** Which tombstones the nodes said that they forgot. */
export class Tombstones {
  readonly #purged = new Map<Key, Map<NodeId, Version>>();

  constructor(book: TraceBook) {
    for (const { event, note } of book.purged) {
      const byNode = this.#purged.get(note.key) ?? new Map<NodeId, Version>();
      const known = byNode.get(event.node);
      if (known === undefined || orderOfVersions(note.version, known) > 0)
        byNode.set(event.node, note.version);
      this.#purged.set(note.key, byNode);
    }
  }

  /** The newest one of a key that anybody forgot. */
  newest(key: Key): Version | undefined {
    const [first, ...others] = this.#purged.get(key)?.values() ?? [];
    return others.reduce((a, b) => (a !== undefined && orderOfVersions(a, b) > 0 ? a : b), first);
  }

  /** Whether these copies are all tombstones that the node forgot: the others are about to. */
  werePurged(key: Key, node: NodeId, copies: readonly Copy[]): boolean {
    const purged = this.#purged.get(key)?.get(node);
    return (
      purged !== undefined &&
      copies.every(({ record }) => record.value === null && orderOfVersions(record.version, purged) <= 0)
    );
  }
}
