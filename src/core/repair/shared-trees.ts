import { compareText } from '../../lib/order.ts';
import type { Key, NodeId } from '../ids.ts';
import type { Offered } from '../message.ts';
import type { StoredRecord } from '../record.ts';
import type { Store } from '../replication/store.ts';
import type { Placing } from '../ring/joint-ring.ts';
import type { RingView } from '../ring/ring-view.ts';
import { HashTree, sliceOf } from './hash-tree.ts';

/**
 * One hash tree for each peer, over the durable records that both should hold: two nodes compare nothing else. Kept up with each
 * record, and made anew when somebody looks after the ring changed.
 */
export class SharedTrees {
  readonly #self: NodeId;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #trees = new Map<NodeId, HashTree>();
  /** Keys that are held, by slice. */
  readonly #slices = new Map<number, Set<Key>>();
  /** The ring that the trees are of. */
  #ring: Placing | undefined;

  constructor(self: NodeId, view: RingView, store: Store) {
    this.#self = self;
    this.#view = view;
    this.#store = store;
  }

  /** The durable record of a key is another one, or gone. */
  changed(key: Key, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    if (after === undefined) this.#slices.get(sliceOf(key))?.delete(key);
    else if (before === undefined) this.#sliceWith(key).add(key);
    if (this.#ring !== this.#view.ring) return;
    this.#change(key, before, after);
  }

  with(peer: NodeId): HashTree {
    if (this.#ring !== this.#view.ring) this.#renew();
    return this.#grow(peer);
  }

  /** What both should hold of one slice, as it is here, in order of the keys. */
  entries(slice: number, peer: NodeId): readonly Offered[] {
    const found: Offered[] = [];
    for (const key of [...(this.#slices.get(slice) ?? [])].sort(compareText)) {
      const record = this.#store.get(key);
      if (record !== undefined && this.#sharers(key).includes(peer))
        found.push({ key, version: record.version });
    }
    return found;
  }

  #renew(): void {
    this.#ring = this.#view.ring;
    this.#trees.clear();
    for (const keys of this.#slices.values())
      for (const key of keys) this.#change(key, undefined, this.#store.get(key));
  }

  #change(key: Key, before: StoredRecord | undefined, after: StoredRecord | undefined): void {
    for (const peer of this.#sharers(key)) this.#grow(peer).change(key, before?.version, after?.version);
  }

  /** The other replicas of a key of which this node is one; nobody where it is none. */
  #sharers(key: Key): readonly NodeId[] {
    const replicas = this.#view.replicasOf(key);
    return replicas.includes(this.#self) ? replicas.filter((replica) => replica !== this.#self) : [];
  }

  #sliceWith(key: Key): Set<Key> {
    const slice = sliceOf(key);
    let keys = this.#slices.get(slice);
    if (keys === undefined) {
      keys = new Set();
      this.#slices.set(slice, keys);
    }
    return keys;
  }

  #grow(peer: NodeId): HashTree {
    let tree = this.#trees.get(peer);
    if (tree === undefined) {
      tree = new HashTree();
      this.#trees.set(peer, tree);
    }
    return tree;
  }
}
