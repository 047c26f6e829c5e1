import { must, unreachable } from '../lib/assert.ts';
import { Caching } from './cache/caching.ts';
import { Capacity } from './cache/capacity.ts';
import { Journal } from './durability/journal.ts';
import { Relearning } from './durability/relearning.ts';
import { Telling } from './durability/telling.ts';
import type { Effects } from './effect.ts';
import type { Key, NodeId, RequestId } from './ids.ts';
import type { Input } from './input.ts';
import { Lister } from './listing/lister.ts';
import type { Listing } from './listing/listing.ts';
import { Loopback } from './loopback.ts';
import type { MemberChange } from './membership/detector.ts';
import { Membership } from './membership/membership.ts';
import { isMembershipMessage } from './membership/membership-message.ts';
import { PLAIN_SEAT } from './membership/seat.ts';
import type { Message } from './message.ts';
import type { NodeOptions } from './node-options.ts';
import { NOTE_OF } from './note.ts';
import type { Operation } from './operation.ts';
import type { Epoch } from './ownership/epoch.ts';
import { Seal } from './ownership/fence.ts';
import { Ownership } from './ownership/ownership.ts';
import { isOwnershipMessage } from './ownership/ownership-message.ts';
import type { StoredRecord } from './record.ts';
import { AntiEntropy } from './repair/anti-entropy.ts';
import { HandOff } from './repair/hand-off.ts';
import { Stabilizer } from './repair/stabilizer.ts';
import { Acceptor } from './replication/acceptor.ts';
import { Coordinator } from './replication/coordinator.ts';
import { electorateOf } from './replication/electorate.ts';
import { Replica } from './replication/replica.ts';
import { Requests } from './replication/requests.ts';
import { UNGUARDED } from './replication/standing.ts';
import { Store } from './replication/store.ts';
import { VersionClock } from './replication/version-clock.ts';
import { RingView } from './ring/ring-view.ts';
import { Rings } from './ring/rings.ts';
import { Serving } from './serving.ts';
import type { Settings } from './settings.ts';
import type { Tick } from './time.ts';
import type { Timer } from './timer.ts';
import { instanceOf, purposeOf } from './timer.ts';
import { Watches } from './watch/watches.ts';

/**
 * One member of the store: pure, synchronous, sans-IO. `step` is its one door; everything it wants of the world goes
 * through the effects handed in. Same inputs in the same order, same effects, always.
 */
export class Node {
  readonly id: NodeId;
  readonly #settings: Settings;
  readonly #effects: Loopback;
  readonly #membership: Membership;
  /** None where the ring is each node's opinion. */
  readonly #ownership: Ownership | undefined;
  readonly #view: RingView;
  readonly #journal: Journal;
  readonly #store: Store;
  readonly #replica: Replica;
  readonly #coordinator: Coordinator;
  readonly #requests: Requests;
  readonly #serving: Serving;
  readonly #lister: Lister;
  readonly #watches: Watches;
  readonly #stabilizer: Stabilizer;
  readonly #relearning: Relearning;
  readonly #handOff: HandOff;
  /** None where the settings say never. */
  readonly #antiEntropy: AntiEntropy | undefined;
  /** None where the settings say off. */
  readonly #caching: Caching | undefined;
  /** None where everything is kept. */
  readonly #capacity: Capacity | undefined;
  readonly #clock: VersionClock;
  /** Of the input under way. */
  #now: Tick;

  constructor(options: NodeOptions, now: Tick) {
    const { id, incarnation, seat = PLAIN_SEAT, introducers, settings } = options;
    this.id = id;
    this.#now = now;
    this.#settings = settings;
    const seal = new Seal();
    this.#effects = new Loopback(id, (message) =>
      seal.put(message, settings.fenceEpochs === 0 ? undefined : this.#ownership?.number),
    );
    this.#journal = new Journal(options.recovered, settings);
    this.#store = new Store(this.#journal);
    const isBounded = settings.capacityEntries + settings.capacityBytes > 0;
    this.#capacity = isBounded ? new Capacity(settings, this.#store) : undefined;
    const chance = options.openStream('gossip');
    const known = settings.rememberMembers === 1 ? [...this.#journal.state.members] : [];
    const remembered = new Map(known.sort(([a], [b]) => a - b));
    this.#membership = new Membership(
      { id, incarnation, seat, introducers, settings, remembered, chance },
      now,
      (change, member) => this.#memberChanged(change, member),
    );
    const isAgreed = settings.agreedRing === 1;
    this.#view = new RingView({
      ...{ opinion: this.#membership.opinion, settings },
      rings: options.rings ?? new Rings(settings.tokensPerNode),
      agreed: isAgreed ? () => this.#journal.state.epoch : undefined,
    });
    this.#ownership = isAgreed ? this.#openOwnership(options) : undefined;
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
    this.#caching = settings.cacheCoherence === 'off' ? undefined : this.#openCaching(options);
    this.#lister = new Lister(settings, this.#view);
    this.#stabilizer = new Stabilizer(id, settings, this.#view, this.#store);
    const parts = { view: this.#view, store: this.#store, journal: this.#journal };
    this.#watches = new Watches({ incarnation, settings, ...parts });
    this.#relearning = new Relearning({
      ...{ id, incarnation, settings, ...parts },
      hasCompared: (member) => this.#antiEntropy?.hasCompared(member) ?? true,
      settle: (...of) => this.#requests.register.settle(...of),
    });
    this.#handOff = new HandOff({ settings, ...parts });
    this.#antiEntropy = settings.antiEntropyIntervalTicks > 0 ? this.#openAntiEntropy(settings) : undefined;
    const guard = this.#antiEntropy?.guard ?? UNGUARDED;
    const acceptor = new Acceptor(this.#store, guard, settings.keepPromises === 1);
    this.#replica = new Replica(this.#store, settings.offerRetryTicks, guard, acceptor.promisedTo);
    this.#serving = new Serving({
      ...{ id, incarnation, ...parts, clock: this.#clock, replica: this.#replica, acceptor },
      ...{
        coordinator: this.#coordinator,
        requests: this.#requests,
        lister: this.#lister,
        watches: this.#watches,
      },
      ...{ relearning: this.#relearning, stabilizer: this.#stabilizer, handOff: this.#handOff },
      ...{ telling: new Telling({ id, ...parts }), antiEntropy: this.#antiEntropy },
      ...{ caching: this.#caching, capacity: this.#capacity },
    });
  }

  #openOwnership(options: NodeOptions): Ownership {
    const { opinion } = this.#membership;
    return new Ownership({
      ...{ ...options, seat: options.seat ?? PLAIN_SEAT, founders: options.founders ?? [] },
      replaces: options.replaces ?? [],
      journal: this.#journal,
      chance: options.openStream('ring'),
      isPresent: (node) => this.#view.isUp(node),
      acquaintances: () => opinion.others(),
      meet: (...of) => this.#membership.meet(...of),
      ringInEffect: () => this.#view.inEffect,
      hasHandedOver: () =>
        this.#stabilizer.hasHandedOver && this.#caching?.directory.isLending(this.#now) !== true,
      onAdopted: (_, anew) => this.#adopted(anew),
    });
  }

  /** What was asked under the epoch before is asked again under this one. */
  #adopted(anew: boolean): void {
    const [now, effects] = [this.#now, this.#effects];
    if (anew) {
      this.#store.forgetAll();
      this.#stabilizer.forgetAll();
    }
    this.#view.invalidate();
    this.#stabilizer.ringChanged(effects);
    this.#antiEntropy?.epochChanged();
    this.#caching?.cache.restart(now, effects);
    this.#requests.restart(now, effects);
    this.#lister.restart(effects);
    this.#watches.restart(effects);
    for (const { from, message } of this.#ownership?.takeWaiting() ?? []) this.#receive(from, message, now);
  }

  #openCaching({ id, incarnation, settings }: NodeOptions): Caching {
    return new Caching({
      ...{ id, incarnation, settings, view: this.#view, store: this.#store, journal: this.#journal },
      ...{ effects: this.#effects, now: () => this.#now },
      ask: (...of) => this.#requests.request(...of),
    });
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
    this.#now = input.now;
    this.#effects.attach(world);
    this.#apply(input);
    for (let own = this.#effects.take(); own !== undefined; own = this.#effects.take()) {
      this.#receive(this.id, own, input.now);
    }
    this.#effects.detach();
  }

  /** The agreed ring as this node knows it. For observers; decides nothing. */
  get epoch(): Epoch | undefined {
    return this.#ownership?.epoch;
  }

  /** Who puts the next epoch to the vote, and what it waits for, as far as this node knows. For observers. */
  get chair(): ReturnType<Ownership['seenChair']> {
    return this.#ownership?.seenChair();
  }

  /** It owns a part of the ring. For observers. */
  get isOwner(): boolean {
    const { epoch } = this;
    if (this.#ownership === undefined) return this.#view.isMember(this.id);
    return epoch?.owners.some(({ id }) => id === this.id) === true;
  }

  /** It was asked to leave the agreed ring, and owns nothing any more. For observers. */
  get hasLeft(): boolean {
    return this.#ownership?.hasLeft === true && !this.#view.isMember(this.id);
  }

  /** The preference list of a key as this node sees the ring now. For observers; decides nothing. */
  replicasOf(key: Key): readonly NodeId[] {
    return this.#view.replicasOf(key);
  }

  /** A quorum of a key's replicas has been heard of in this life, so that they hear this node. For observers. */
  knowsReplicasOf(key: Key): boolean {
    const electorate = electorateOf(this.#view, key, 'quorum');
    return electorate.isMet(electorate.replicas.filter((node) => this.#view.incarnationOf(node) > 0));
  }

  /** The durable record of a key. For observers; decides nothing. */
  recordOf(key: Key): StoredRecord | undefined {
    return this.#store.get(key);
  }

  /** Keys of all records, tombstones included, in code-unit order. For observers. */
  heldKeys(): readonly Key[] {
    return this.#store.keys();
  }

  /** Identities of all members of the ring as this node sees it, ascending. For observers. */
  members(): Int32Array {
    return this.#view.members;
  }

  #apply(input: Input): void {
    switch (input.kind) {
      case 'started':
        this.#stabilizer.start(input.now, this.#effects);
        this.#relearning.start(this.#effects);
        this.#handOff.start(this.#effects);
        this.#antiEntropy?.start(this.#effects);
        this.#ownership?.start(input.now, this.#effects);
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
      case 'watched':
      case 'watch-wanted':
      case 'unwatched':
        return this.#watches.take(input, this.#effects);
      case 'wished':
        return this.#ownership?.wish(input.wish, input.now, this.#effects);
      case 'appended':
        this.#journal.appended(input.index, this.#effects);
        this.#capacity?.evict(this.#effects);
        return this.#watches.changed(input.now, this.#effects);
      case 'snapshotted':
        return this.#journal.snapshotted(input.upTo, this.#effects);
      default:
        return unreachable(input);
    }
  }

  #request(request: RequestId, operation: Operation, now: Tick): void {
    if (this.#relearning.knowsRing) {
      const cache = this.#caching?.cache;
      if (operation.kind !== 'read') cache?.written(operation.key);
      else if (cache?.read(request, operation, now, this.#effects) === true) return;
      return this.#requests.request(request, operation, now, this.#effects);
    }
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
    const purpose = must(purposeOf(timer), 'purpose of timer', timer);
    switch (purpose) {
      case 'join':
        return this.#membership.retryJoin(now, this.#effects);
      case 'gossip':
        return this.#membership.elapsed(instanceOf(timer), now, this.#effects);
      case 'stabilize':
        return this.#stabilizer.elapsed(now, this.#effects);
      case 'anti-entropy':
        return this.#antiEntropy?.elapsed(now, this.#effects);
      case 'hand-off':
        return this.#handOff.elapsed(now, this.#effects);
      case 'relearn':
        return this.#relearning.elapsed(now, this.#effects);
      case 'ring':
        return this.#ownership?.elapsed(now, this.#effects);
      case 'operation':
        this.#caching?.elapsed(instanceOf(timer) as RequestId, now, this.#effects);
        this.#watches.elapsed(instanceOf(timer) as RequestId, this.#effects);
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
    const isSealed = message.inEpoch !== undefined;
    if (isSealed && this.#ownership?.admits(from, message, effects) === false) return;
    if (message.kind === 'bundle')
      return this.#together(() => {
        for (const letter of message.letters) this.#receive(from, letter, now);
      });
    if (isMembershipMessage(message)) return this.#membership.receive(from, message, now, effects);
    if (isOwnershipMessage(message)) return this.#ownership?.receive(from, message, now, effects);
    return this.#serving.receive(from, message, now, effects);
  }

  #memberChanged(change: MemberChange, member: NodeId): void {
    this.#effects.note({ kind: NOTE_OF[change], member });
    if (change !== 'joined' && change !== 'removed') return;
    const present = change === 'joined';
    const seat = this.#membership.opinion.seatOf(member);
    if (this.#settings.rememberMembers === 1)
      this.#journal.append({ kind: 'member', member, present, seat }, this.#effects);
    if (this.#ownership === undefined) this.#ringChanged(change, member);
    if (change !== 'removed') return;
    this.#coordinator.lose(member, this.#effects);
    this.#lister.lose(member, this.#effects);
  }

  /** Whom this node takes for an owner. */
  #ringChanged(change: MemberChange, member: NodeId): void {
    this.#view.invalidate();
    this.#stabilizer.ringChanged(this.#effects);
    this.#antiEntropy?.ringChanged();
    this.#caching?.cache.restart(this.#now, this.#effects);
    if (change === 'joined') this.#antiEntropy?.meet(member, this.#effects);
  }
}
