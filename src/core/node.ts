import { must, unreachable } from '../lib/assert.ts';
import type { Stream } from '../lib/chance.ts';
import { Journal } from './durability/journal.ts';
import { Relearning } from './durability/relearning.ts';
import { Telling } from './durability/telling.ts';
import type { Effects } from './effect.ts';
import type { Key, NodeId, RequestId } from './ids.ts';
import type { Input } from './input.ts';
import { Lister } from './listing/lister.ts';
import type { Listing } from './listing/listing.ts';
import { scan } from './listing/scan.ts';
import type { RecoveredLog } from './log-entry.ts';
import { Loopback } from './loopback.ts';
import { Membership } from './membership/membership.ts';
import type { MemberChange } from './membership/roster.ts';
import type { Seat } from './membership/seat.ts';
import { PLAIN_SEAT } from './membership/seat.ts';
import type { Message } from './message.ts';
import type { Note } from './note.ts';
import type { Operation } from './operation.ts';
import type { StoredRecord } from './record.ts';
import { AntiEntropy } from './repair/anti-entropy.ts';
import { HandOff } from './repair/hand-off.ts';
import { Stabilizer } from './repair/stabilizer.ts';
import { Acceptor } from './replication/acceptor.ts';
import { Coordinator } from './replication/coordinator.ts';
import type { Meant } from './replication/lives.ts';
import { Replica } from './replication/replica.ts';
import { Requests } from './replication/requests.ts';
import { UNGUARDED } from './replication/standing.ts';
import { Store } from './replication/store.ts';
import { VersionClock } from './replication/version-clock.ts';
import { RingView } from './ring/ring-view.ts';
import type { Settings } from './settings.ts';
import type { Tick } from './time.ts';
import type { Timer } from './timer.ts';
import { instanceOf, purposeOf } from './timer.ts';

export interface NodeOptions {
  readonly id: NodeId;
  /** Grows at each boot of the same identity; 1 at the first. */
  readonly incarnation: number;
  /** Its zone and weight; a plain one where it is absent. */
  readonly seat?: Seat;
  readonly introducers: readonly NodeId[];
  readonly settings: Settings;
  /** The node's own chance: the stream of a name below `node/<id>/`. */
  readonly openStream: (name: string) => Stream;
  /** The log of earlier lives of this identity; EMPTY_LOG at the first boot. */
  readonly recovered: RecoveredLog;
}

const NOBODY: ReadonlyMap<NodeId, Seat> = new Map();

/** Written out: large groups note changes by the million, and a text put together is slow to compare. */
const NOTE_OF = {
  joined: 'member-joined',
  suspected: 'member-suspected',
  cleared: 'member-cleared',
  removed: 'member-removed',
} as const satisfies Record<MemberChange, Note['kind']>;

/**
 * One member of the store: pure, synchronous, sans-IO. `step` is its one door; everything it wants of the world goes
 * through the effects handed in. Same inputs in the same order, same effects, always.
 */
export class Node {
  readonly id: NodeId;
  readonly #incarnation: number;
  readonly #settings: Settings;
  readonly #effects: Loopback;
  readonly #membership: Membership;
  readonly #view: RingView;
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #replica: Replica;
  readonly #acceptor: Acceptor;
  readonly #coordinator: Coordinator;
  readonly #requests: Requests;
  readonly #lister: Lister;
  readonly #stabilizer: Stabilizer;
  readonly #relearning: Relearning;
  readonly #telling: Telling;
  readonly #handOff: HandOff;
  /** None where the settings say never. */
  readonly #antiEntropy: AntiEntropy | undefined;
  readonly #clock: VersionClock;

  constructor(options: NodeOptions, now: Tick) {
    const { id, incarnation, seat = PLAIN_SEAT, introducers, settings } = options;
    this.id = id;
    this.#incarnation = incarnation;
    this.#settings = settings;
    this.#effects = new Loopback(id);
    this.#journal = new Journal(options.recovered, settings);
    this.#store = new Store(this.#journal);
    const chance = options.openStream('gossip');
    const remembered = settings.rememberMembers === 1 ? ascending(this.#journal.state.members) : NOBODY;
    this.#membership = new Membership(
      { id, incarnation, seat, introducers, settings, remembered, chance },
      now,
      (change, member) => this.#memberChanged(change, member),
    );
    this.#view = new RingView(this.#membership.roster, settings);
    this.#clock = new VersionClock(
      id,
      settings.versionNamesLife === 1 ? incarnation : 1,
      settings.versionsByClock === 0,
    );
    this.#clock.observeCounter(this.#journal.state.counter);
    this.#coordinator = new Coordinator(settings, this.#view, this.#clock);
    const openChance = () => options.openStream('register');
    this.#requests = new Requests(
      { id, incarnation, settings, view: this.#view, clock: this.#clock, openChance },
      this.#coordinator,
    );
    this.#lister = new Lister(settings, this.#view);
    this.#stabilizer = new Stabilizer(id, settings, this.#view, this.#store);
    const parts = { view: this.#view, store: this.#store, journal: this.#journal };
    this.#relearning = new Relearning({
      ...{ id, incarnation, settings, ...parts },
      hasCompared: (member) => this.#antiEntropy?.hasCompared(member) ?? true,
      settle: (...of) => this.#requests.register.settle(...of),
    });
    this.#telling = new Telling({ id, ...parts });
    this.#handOff = new HandOff({ settings, ...parts });
    this.#antiEntropy = settings.antiEntropyIntervalTicks > 0 ? this.#openAntiEntropy(settings) : undefined;
    const guard = this.#antiEntropy?.guard ?? UNGUARDED;
    this.#acceptor = new Acceptor(this.#store, guard, settings.keepPromises === 1);
    this.#replica = new Replica(this.#store, settings.offerRetryTicks, guard, this.#acceptor.promisedTo);
  }

  #openAntiEntropy(settings: Settings): AntiEntropy {
    return new AntiEntropy(this.id, settings, {
      view: this.#view,
      journal: this.#journal,
      store: this.#store,
      clock: this.#clock,
      stabilizer: this.#stabilizer,
      wanting: (entries, now) => this.#replica.wanting(entries, now),
    });
  }

  step(input: Input, world: Effects): void {
    this.#effects.attach(world);
    this.#apply(input);
    for (let own = this.#effects.take(); own !== undefined; own = this.#effects.take()) {
      this.#receive(this.id, own, input.now);
    }
    this.#effects.detach();
  }

  /** The preference list of a key as this node sees the ring now. For observers; decides nothing. */
  replicasOf(key: Key): readonly NodeId[] {
    return this.#view.replicasOf(key);
  }

  /** The durable record of a key. For observers; decides nothing. */
  recordOf(key: Key): StoredRecord | undefined {
    return this.#store.get(key);
  }

  /** Keys of all records, tombstones included, in code-unit order. For observers. */
  heldKeys(): readonly Key[] {
    return this.#store.keys();
  }

  /** Identities of all members this node has not removed, itself included, ascending. For observers. */
  members(): Int32Array {
    return this.#membership.roster.members();
  }

  #apply(input: Input): void {
    switch (input.kind) {
      case 'started':
        this.#stabilizer.start(input.now, this.#effects);
        this.#relearning.start(this.#effects);
        this.#handOff.start(this.#effects);
        this.#antiEntropy?.start(this.#effects);
        return this.#membership.start(input.now, this.#effects);
      case 'received':
        return this.#receive(input.from, input.message, input.now);
      case 'elapsed':
        return this.#elapsed(input.timer, input.now);
      case 'requested':
        return this.#request(input.request, input.operation, input.now);
      case 'requested-keys':
        return this.#list(input.request, input.listing);
      case 'requested-many':
        return this.#together(() => {
          for (const { request, operation } of input.requests) this.#request(request, operation, input.now);
        });
      case 'appended':
        return this.#journal.appended(input.index, this.#effects);
      case 'snapshotted':
        return this.#journal.snapshotted(input.upTo, this.#effects);
      default:
        return unreachable(input);
    }
  }

  #request(request: RequestId, operation: Operation, now: Tick): void {
    if (this.#relearning.knowsRing) return this.#requests.request(request, operation, now, this.#effects);
    // Nobody was asked, so this certainly did not happen.
    this.#effects.reply(request, { kind: 'failed', reason: 'unavailable' });
  }

  #list(request: RequestId, listing: Listing): void {
    if (this.#relearning.knowsRing) return this.#lister.request(request, listing, this.#effects);
    this.#effects.replyKeys(request, { kind: 'failed', reason: 'unavailable' });
  }

  /** One message to each receiver, and acknowledgements that wait for each other. */
  #together(act: () => void): void {
    this.#effects.gather();
    this.#journal.hold();
    act();
    this.#journal.release(this.#effects);
    this.#effects.release();
  }

  #elapsed(timer: Timer, now: Tick): void {
    const purpose = must(purposeOf(timer), `purpose of timer ${timer}`);
    switch (purpose) {
      case 'join':
        return this.#membership.retryJoin(now, this.#effects);
      case 'gossip':
        return this.#membership.gossip(now, this.#effects);
      case 'stabilize':
        return this.#stabilizer.elapsed(now, this.#effects);
      case 'anti-entropy':
        return this.#antiEntropy?.elapsed(now, this.#effects);
      case 'hand-off':
        return this.#handOff.elapsed(now, this.#effects);
      case 'relearn':
        return this.#relearning.elapsed(now, this.#effects);
      case 'operation':
        this.#lister.expire(instanceOf(timer) as RequestId, this.#effects);
        return this.#requests.expire(instanceOf(timer) as RequestId, now, this.#effects);
      case 'register':
        return this.#requests.register.elapsed(instanceOf(timer), now, this.#effects);
      default:
        return unreachable(purpose);
    }
  }

  #receive(from: NodeId, message: Message, now: Tick): void {
    const effects = this.#effects;
    switch (message.kind) {
      case 'bundle':
        return this.#together(() => {
          for (const letter of message.letters) this.#receive(from, letter, now);
        });
      case 'join':
      case 'joined':
      case 'gossip':
        return this.#membership.receive(from, message, now, effects);
      case 'replicate':
        this.#clock.observe(message.record.version);
        if (!this.#isMeant(message) || !this.#answers(message, message.record.key)) return;
        this.#replica.replicate(from, message, effects);
        return this.#stabilizer.arrived(message.record.key, message.replicas, now, effects);
      case 'replicated':
      case 'fetched':
      case 'stored':
      case 'promised':
      case 'accepted':
        return this.#requests.answered(from, message, now, effects);
      case 'fetch':
        if (!this.#answers(message, message.key)) return;
        return this.#replica.fetch(from, message, effects);
      case 'prepare':
        this.#clock.observe(message.ballot);
        if (!this.#answers(message, message.key)) return;
        return this.#acceptor.prepare(from, message, effects);
      case 'accept':
        this.#clock.observe(message.record.version);
        if (!this.#answers(message, message.record.key)) return;
        this.#acceptor.accept(from, message, effects);
        return this.#stabilizer.arrived(message.record.key, message.replicas, now, effects);
      case 'store':
        return this.#keep(from, message, now);
      case 'scan': {
        const { request, listing } = message;
        if (!this.#relearning.vouchesForAll) return;
        return effects.send(from, { kind: 'scanned', request, ...scan(this.#store.records(), listing) });
      }
      case 'scanned':
        return this.#lister.scanned(from, message, effects);
      case 'offer':
        return this.#replica.offer(from, message, now, effects);
      case 'offered':
        this.#handOff.offered(from, message.held, effects);
        return this.#stabilizer.offered(from, message, effects);
      case 'hint':
        return this.#handOff.keep(from, message, now, effects);
      case 'hinted':
        return this.#coordinator.hinted(message.request, message.owner, effects);
      case 'recall':
        return this.#telling.recall(from, message, effects);
      case 'recalled':
        for (const { version } of message.promises) this.#clock.observe(version);
        return this.#relearning.recalled(from, message, effects);
      case 'compare':
        return this.#antiEntropy?.compare(from, message, effects);
      case 'compared':
        return this.#antiEntropy?.compared(from, message, now, effects);
      default:
        return unreachable(message);
    }
  }

  #keep(from: NodeId, message: Extract<Message, { kind: 'store' }>, now: Tick): void {
    const effects = this.#effects;
    for (const { version } of message.records) this.#clock.observe(version);
    const isAnswered = message.records.every(({ key }) => this.#answers(message, key));
    // Copies are taken whoever asks; what a reader hears counts.
    const taken = isAnswered ? message : { ...message, request: undefined };
    const barred = this.#replica.store(from, taken, effects);
    if (message.request === undefined)
      for (const key of barred) this.#requests.register.settle(key, now, effects);
    for (const { key } of message.records)
      this.#stabilizer.arrived(key, this.#view.replicasOf(key), now, effects);
  }

  #isMeant({ lives }: Meant): boolean {
    return (
      lives?.every(({ node, incarnation }) => node !== this.id || incarnation === this.#incarnation) ?? true
    );
  }

  /** Whether a question about this key may be answered here. */
  #answers(question: Meant, key: Key): boolean {
    return this.#telling.admits(question) && this.#relearning.vouchesFor(key);
  }

  #memberChanged(change: MemberChange, member: NodeId): void {
    this.#effects.note({ kind: NOTE_OF[change], member });
    if (change !== 'joined' && change !== 'removed') return;
    if (this.#settings.rememberMembers === 1)
      this.#journal.append(
        {
          kind: 'member',
          member,
          present: change === 'joined',
          seat: this.#membership.roster.seatOf(member),
        },
        this.#effects,
      );
    this.#view.invalidate();
    this.#stabilizer.ringChanged(this.#effects);
    this.#antiEntropy?.ringChanged();
    if (change === 'joined') this.#antiEntropy?.meet(member, this.#effects);
    if (change !== 'removed') return;
    this.#coordinator.lose(member, this.#effects);
    this.#lister.lose(member, this.#effects);
  }
}

function ascending<Value>(of: ReadonlyMap<NodeId, Value>): ReadonlyMap<NodeId, Value> {
  return new Map([...of].sort(([a], [b]) => a - b));
}
