import type { CacheMessage, Caching } from './cache/caching.ts';
import type { Capacity } from './cache/capacity.ts';
import type { Relearning } from './durability/relearning.ts';
import type { Telling } from './durability/telling.ts';
import type { Effects } from './effect.ts';
import type { Key, NodeId } from './ids.ts';
import type { Lister } from './listing/lister.ts';
import { scan } from './listing/scan.ts';
import type { MembershipMessage } from './membership/membership-message.ts';
import type { Letter, Message } from './message.ts';
import type { OwnershipMessage } from './ownership/ownership-message.ts';
import type { AntiEntropy } from './repair/anti-entropy.ts';
import type { HandOff } from './repair/hand-off.ts';
import type { Stabilizer } from './repair/stabilizer.ts';
import type { Acceptor } from './replication/acceptor.ts';
import type { Coordinator } from './replication/coordinator.ts';
import type { Meant } from './replication/lives.ts';
import type { Replica } from './replication/replica.ts';
import type { Requests } from './replication/requests.ts';
import type { Store } from './replication/store.ts';
import type { VersionClock } from './replication/version-clock.ts';
import type { RingView } from './ring/ring-view.ts';
import type { Tick } from './time.ts';
import type { Watches } from './watch/watches.ts';

/** What owners of ranges say to each other about records. */
export type ServingMessage = Exclude<Letter, OwnershipMessage | MembershipMessage>;

export interface ServingParts {
  readonly id: NodeId;
  readonly incarnation: number;
  readonly view: RingView;
  readonly store: Store;
  readonly clock: VersionClock;
  readonly replica: Replica;
  readonly acceptor: Acceptor;
  readonly coordinator: Coordinator;
  readonly requests: Requests;
  readonly lister: Lister;
  readonly watches: Watches;
  readonly relearning: Relearning;
  readonly telling: Telling;
  readonly stabilizer: Stabilizer;
  readonly handOff: HandOff;
  readonly antiEntropy: AntiEntropy | undefined;
  /** None where nothing is cached. */
  readonly caching: Caching | undefined;
  /** None where everything is kept. */
  readonly capacity: Capacity | undefined;
}

/** One node as an owner of ranges: which of its parts hears what. Who has lost records is silent where they may matter. */
export class Serving {
  readonly #parts: ServingParts;

  constructor(parts: ServingParts) {
    this.#parts = parts;
  }

  receive(from: NodeId, message: ServingMessage, now: Tick, effects: Effects): void {
    const { clock, replica, acceptor, requests, lister, relearning, telling, stabilizer, handOff } =
      this.#parts;
    switch (message.kind) {
      case 'replicate':
        clock.observe(message.record.version);
        if (!this.#isMeant(message) || !this.#answers(message, message.record.key, now)) return;
        replica.replicate(from, message, effects);
        return stabilizer.arrived(message.record.key, message.replicas, now, effects);
      case 'replicated':
      case 'fetched':
      case 'stored':
      case 'promised':
      case 'accepted':
        return requests.answered(from, message, now, effects);
      case 'fetch':
        if (!this.#answers(message, message.key, now)) return;
        this.#parts.capacity?.use(message.key);
        return replica.fetch(from, message, effects);
      case 'prepare':
        clock.observe(message.ballot);
        if (!this.#answers(message, message.key, now)) return;
        return acceptor.prepare(from, message, effects);
      case 'accept':
        clock.observe(message.record.version);
        if (!this.#answers(message, message.record.key, now)) return;
        acceptor.accept(from, message, effects);
        return stabilizer.arrived(message.record.key, message.replicas, now, effects);
      case 'store':
        return this.#keep(from, message, now, effects);
      case 'scan': {
        const { request, listing } = message;
        if (!relearning.vouchesForAll) return;
        return effects.send(from, {
          kind: 'scanned',
          request,
          ...scan(this.#parts.store.records(), listing),
        });
      }
      case 'scanned':
        return lister.scanned(from, message, effects);
      case 'follow':
      case 'followed':
      case 'peek':
      case 'peeked':
        return this.#parts.watches.receive(from, message, (key) => relearning.vouchesFor(key), now, effects);
      case 'offer':
        return replica.offer(from, message, now, effects);
      case 'offered':
        handOff.offered(from, message.held, effects);
        return stabilizer.offered(from, message, effects);
      case 'hint':
        return handOff.keep(from, message, now, effects);
      case 'hinted':
        return this.#parts.coordinator.hinted(message.request, message.owner, effects);
      case 'recall':
        return telling.recall(from, message, effects);
      case 'recalled':
        for (const { version } of message.promises) clock.observe(version);
        return relearning.recalled(from, message, effects);
      case 'compare':
        return this.#parts.antiEntropy?.compare(from, message, effects);
      case 'compared':
        return this.#parts.antiEntropy?.compared(from, message, now, effects);
      default:
        return this.#cached(from, message, now, effects);
    }
  }

  #cached(from: NodeId, message: CacheMessage, now: Tick, effects: Effects): void {
    if (message.kind === 'borrow' && !this.#answers(message, message.key, now)) return;
    if (message.kind === 'borrow') this.#parts.capacity?.use(message.key);
    this.#parts.caching?.receive(from, message, now, effects);
  }

  #keep(from: NodeId, message: Extract<Message, { kind: 'store' }>, now: Tick, effects: Effects): void {
    const { clock, replica, requests, stabilizer, view } = this.#parts;
    for (const { version } of message.records) clock.observe(version);
    const isAnswered = message.records.every(({ key }) => this.#answers(message, key, now));
    // Copies are taken whoever asks; what a reader hears counts.
    const taken = isAnswered ? message : { ...message, request: undefined };
    const barred = replica.store(from, taken, effects);
    if (message.request === undefined) for (const key of barred) requests.register.settle(key, now, effects);
    for (const { key } of message.records) stabilizer.arrived(key, view.replicasOf(key), now, effects);
  }

  #isMeant({ lives }: Meant): boolean {
    return (
      lives?.every(
        ({ node, incarnation }) => node !== this.#parts.id || incarnation === this.#parts.incarnation,
      ) ?? true
    );
  }

  /** Whether a question about this key may be answered here. */
  #answers(question: Meant, key: Key, now: Tick): boolean {
    const { telling, relearning, caching } = this.#parts;
    if (caching?.directory.speaks(now) === false) return false;
    return telling.admits(question) && relearning.vouchesFor(key);
  }
}
