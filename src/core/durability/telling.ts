import { compareText } from '../../lib/order.ts';
import type { Effects } from '../effect.ts';
import type { NodeId } from '../ids.ts';
import type { Message } from '../message.ts';
import { named } from '../repair/named.ts';
import type { Meant } from '../replication/lives.ts';
import type { Store } from '../replication/store.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Journal } from './journal.ts';

/** Names in one answer; more come when those are held. */
const PAGE = 256;

/**
 * What a replica does for another one that has lost entries: it tells what that one should hold, and from then on answers no
 * question that means an earlier life of it.
 *
 * So no answer of the life that lost something is counted together with an answer of this replica that the other has not been
 * told of: what comes after the telling means the later life, or is not heard. It needs no clock, and is durable.
 */
export class Telling {
  readonly #self: NodeId;
  readonly #view: RingView;
  readonly #store: Store;
  readonly #journal: Journal;
  /** The newest life of each node that was told, durably or not yet. */
  readonly #told: Map<NodeId, number>;

  constructor(of: {
    readonly id: NodeId;
    readonly view: RingView;
    readonly store: Store;
    readonly journal: Journal;
  }) {
    this.#self = of.id;
    this.#view = of.view;
    this.#store = of.store;
    this.#journal = of.journal;
    this.#told = new Map(of.journal.state.told);
  }

  /** Whether nobody who is meant by a question was told in a later life what to hold. */
  admits({ lives }: Meant): boolean {
    if (lives === undefined || this.#told.size === 0) return true;
    return lives.every(({ node, incarnation }) => incarnation >= (this.#told.get(node) ?? 0));
  }

  /** Tells what the asker should hold, key by key. Who has lost something itself has nothing to vouch for. */
  recall(from: NodeId, message: Extract<Message, { kind: 'recall' }>, effects: Effects): void {
    const { after, incarnation } = message;
    // Whom this node does not see on its ring owns nothing here: that is no answer to what it should hold.
    if (this.#journal.state.lost.size > 0 || !this.#view.isMember(from)) return;
    this.#fence(from, incarnation, effects);
    const owned = this.#store.names().filter((key) => {
      return (
        (after === undefined || compareText(key, after) > 0) && this.#view.replicasOf(key).includes(from)
      );
    });
    const page = owned.slice(0, PAGE);
    const upTo = owned.length > PAGE ? page.at(-1) : undefined;
    // What is not durable yet too: it was asked for before the fence was there.
    const entries = named(page, (key) => this.#store.newest(key)?.version);
    const promises = named(page, (key) => this.#store.promisedTo(key));
    const members = [this.#self, ...this.#view.others];
    const answer: Message = { kind: 'recalled', after, entries, promises, upTo, members };
    this.#journal.acknowledge({ to: from, message: answer }, effects);
  }

  #fence(node: NodeId, incarnation: number, effects: Effects): void {
    if ((this.#told.get(node) ?? 0) >= incarnation) return;
    this.#told.set(node, incarnation);
    this.#journal.append({ kind: 'told', node, incarnation }, effects);
  }
}
