import type { Effects } from '../core/effect.ts';
import type { NodeId, RequestId } from '../core/ids.ts';
import { nodeId, requestId } from '../core/ids.ts';
import type { Input } from '../core/input.ts';
import type { KeyPage } from '../core/listing/listing.ts';
import type { LogEntry } from '../core/log-entry.ts';
import type { Message } from '../core/message.ts';
import { Node } from '../core/node.ts';
import type { Note } from '../core/note.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { Wish } from '../core/ownership/wish.ts';
import { Rings } from '../core/ring/rings.ts';
import type { Profile, Settings } from '../core/settings.ts';
import { settingsOf } from '../core/settings.ts';
import type { Tick, Ticks } from '../core/time.ts';
import type { Timer } from '../core/timer.ts';
import type { WatchEvent } from '../core/watch/watch-event.ts';
import { assert, must } from '../lib/assert.ts';
import type { ClockFault, DiskFate, DiskFault } from '../scenario/act.ts';
import type { LinkFault } from '../scenario/link-fault.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { DropReason } from '../trace/event.ts';
import type { Recorder } from '../trace/recorder.ts';
import { readDisk } from './boot.ts';
import { Chance } from './chance.ts';
import { Clients } from './clients/clients.ts';
import type { Question } from './clients/desk.ts';
import { Desk, EXPIRE_REQUEST, REQUEST, WAKE_CLIENT, WAKE_WATCHER } from './clients/desk.ts';
import { lastOperationTick } from './clients/last-tick.ts';
import type { Due } from './disk/host-disk.ts';
import type { Recovery } from './disk/platter.ts';
import { damageOf } from './disk/platter.ts';
import { EventQueue } from './event-queue.ts';
import { foundersOf } from './founders.ts';
import type { Host } from './host.ts';
import { newHost } from './host.ts';
import { earlierIdentities, hostNumber } from './identity.ts';
import type { Carrier } from './network/network.ts';
import { Network } from './network/network.ts';
import { seatsOf } from './seats.ts';

/** Kinds of events in the queue, and what their integers are; those of clients are the desk's. */
const ARRIVE = 0; // to identity; a: from identity; b: 1 when it has waited at a slow host; reference: message
const ARRIVE_CORRUPT = 1; // the same
const ELAPSE = 2; // at host; a: timer; b: arming
const APPEND = 3; // at host; a: index; b: boot
const KEEP_SNAPSHOT = 7; // at host; a: index that it reaches up to; b: boot

/** Ticks until an entry is durable on a sound disk; the classic one answers within the same tick. */
const DISK_LATENCY: Readonly<Record<Profile, number>> = { classic: 0, lan: 2, drill: 2 };

/**
 * The simulated world: clock, event queue, network, hosts and clients. It drives each node through its one door and
 * carries out the effects; it is itself the `Effects` of whichever node is stepping.
 */
export class World implements Effects, Carrier {
  readonly hosts: readonly Host[];
  readonly network: Network;
  readonly chance: Chance;
  readonly #settings: Settings;
  readonly #rings: Rings;
  readonly #recorder: Recorder;
  readonly #queue = new EventQueue();
  readonly #introducers: readonly NodeId[];
  /** Hosts that come later, and own nothing before the others agree. */
  readonly #joining: ReadonlySet<number>;
  readonly #clients: Clients | undefined;
  readonly #desk: Desk;
  #armings = 0;
  /** The host whose node is stepping. */
  #acting: Host | undefined;

  constructor(scenario: Scenario, recorder: Recorder) {
    const { seed, future, hosts, profile, workload } = scenario;
    this.chance = new Chance(seed, future);
    const { chance } = this;
    this.#recorder = recorder;
    this.#settings = settingsOf(scenario);
    this.#rings = new Rings(this.#settings.tokensPerNode);
    this.network = new Network(chance, scenario.network.latency, hosts.length);
    const seats = seatsOf(hosts);
    this.hosts = hosts.map((plan, index) =>
      newHost(chance, plan, DISK_LATENCY[profile], must(seats[index], `seat of host ${plan.number}`)),
    );
    this.#introducers = hosts.filter((host) => host.introducer).map((host) => nodeId(host.number));
    this.#joining = new Set(hosts.flatMap(({ number, joins }) => (joins === true ? [number] : [])));
    this.#desk = new Desk(this.hosts, this.#queue, recorder);
    const firstRequest = scenario.acts.filter((act) => act.kind === 'request').length;
    if (workload === undefined) return;
    const lastTick = lastOperationTick(scenario);
    this.#clients = new Clients(workload, this.#desk, {
      chance,
      hosts: hosts.length,
      firstRequest,
      lastTick,
    });
    this.#clients.start(workload.startTick);
  }

  get now(): Tick {
    return this.#queue.now as Tick;
  }

  /** Host `number`, 1 … N. */
  host(number: number): Host {
    return must(this.hosts[number - 1], 'host', number);
  }

  /** The host that carries, or carried, a node of this identity. */
  hostOf(identity: number): Host {
    return this.host(hostNumber(identity, this.hosts.length));
  }

  /** Hosts that are up, in order of their numbers. */
  live(): readonly Host[] {
    return this.hosts.filter((host) => host.state === 'up');
  }

  /** Everything that is due now, and everything that this makes due now. */
  settle(): void {
    for (let slot = this.#queue.pop(); slot !== -1; slot = this.#queue.pop()) {
      const queue = this.#queue;
      this.#dispatch(
        queue.kind(slot),
        queue.host(slot),
        queue.a(slot),
        queue.b(slot),
        queue.takeReference(slot),
      );
    }
  }

  advance(): void {
    this.#queue.advance();
    this.chance.reach(this.now);
  }

  /** Boots a host: the first time, or again after a crash. */
  start(host: Host, fate: DiskFate = { kind: 'kept' }): void {
    assert(host.state === 'waiting' || host.state === 'crashed', 'a host is running:', host.number);
    const recovered = readDisk(host, fate, this.hosts);
    this.#tellDamage(host, recovered);
    host.state = 'up';
    host.boots += 1;
    host.incarnation += 1;
    host.openRequests = 0;
    const { identity: id, incarnation } = host;
    host.node = new Node(
      {
        id,
        incarnation,
        seat: host.seat,
        introducers: this.#introducers,
        founders: foundersOf(this.hosts, this.#joining, host.cluster),
        replaces: earlierIdentities(id, this.hosts.length),
        settings: host.cluster === undefined ? this.#settings : { ...this.#settings, cluster: host.cluster },
        rings: this.#rings,
        openStream: (name) => this.chance.openStream(`node/n${id}/${incarnation}/${name}`),
        recovered,
      },
      host.clock.read(this.now),
    );
    this.#recorder.rare({ kind: 'host-started', tick: this.now, node: id });
    this.#step(host, { kind: 'started', now: host.clock.read(this.now) });
  }

  /** Deaf and mute from now on, until it is started again. What was not durable is gone. */
  crash(host: Host): void {
    if (host.state === 'crashed' || host.state === 'waiting') return;
    host.state = 'crashed';
    host.timers.clear();
    host.mailbox.length = 0;
    host.disk.crash(this.now);
    this.#recorder.rare({ kind: 'host-crashed', tick: this.now, node: host.identity });
  }

  pause(host: Host): void {
    if (host.state !== 'up') return;
    host.state = 'paused';
    this.#recorder.rare({ kind: 'host-paused', tick: this.now, node: host.identity });
  }

  /** Everything that waited happens now, in order. */
  resume(host: Host): void {
    if (host.state !== 'paused') return;
    host.state = 'up';
    this.#recorder.rare({ kind: 'host-resumed', tick: this.now, node: host.identity });
    for (const { kind, target, a, b, reference } of host.mailbox)
      this.#queue.push(this.now, kind, target, a, b, reference);
    host.mailbox.length = 0;
  }

  /** An operator wishes something of the ring, at this host. */
  wish(host: Host, wish: Wish): void {
    this.#step(host, { kind: 'wished', now: host.clock.read(this.now), wish });
  }

  setClock(host: Host, fault: ClockFault): void {
    host.clock.set(fault, this.now);
    this.#recorder.rare({ kind: 'clock-changed', tick: this.now, node: host.identity, fault: fault.kind });
    for (const [timer, { due }] of [...host.timers]) this.#arm(host, timer, due);
  }

  setDisk(host: Host, fault: DiskFault): void {
    this.#recorder.rare({ kind: 'disk-changed', tick: this.now, node: host.identity, fault: fault.kind });
    this.#awaitDisk(host, host.disk.set(fault, this.now));
  }

  installFault(number: number, fault: LinkFault): void {
    this.network.install(number, fault);
    const event = { kind: 'fault-installed', tick: this.now, fault: number, name: fault.kind } as const;
    this.#recorder.rare(fault.kind === 'partition' ? { ...event, groups: fault.groups } : event);
  }

  removeFault(number: number): void {
    this.#recorder.rare({ kind: 'fault-removed', tick: this.now, fault: number });
    this.network.remove(number, this.now, this);
  }

  /** Ends the hurting: everybody up, awake and in time, on a whole network. */
  heal(): void {
    this.#recorder.rare({ kind: 'healed', tick: this.now });
    this.network.clear(this.now, this);
    for (const host of this.hosts) {
      this.setClock(host, { kind: 'sound' });
      this.setDisk(host, { kind: 'sound' });
      host.slowBy = 0;
      this.resume(host);
      if (host.state === 'crashed') this.start(host);
    }
  }

  request(host: Host, number: number, operation: Operation, expected: string | null): void {
    this.#desk.open(host, number, operation, expected);
    const question: Question = { kind: 'requested', request: requestId(number), operation };
    this.#dispatch(REQUEST, host.number, 0, 0, question);
  }

  // Effects of the node that is stepping.

  send(to: NodeId, message: Message): void {
    const from = this.#actor().identity;
    this.#recorder.sent(this.now, from, to, message);
    this.network.carry(from, to, this.now, message, this);
  }

  setTimer(timer: Timer, after: Ticks): void {
    const host = this.#actor();
    this.#arm(host, timer, host.clock.read(this.now) + after);
  }

  cancelTimer(timer: Timer): void {
    this.#actor().timers.delete(timer);
  }

  append(index: number, entry: LogEntry): void {
    const host = this.#actor();
    const at = host.disk.append(index, entry, this.now);
    if (at !== undefined) this.#awaitDisk(host, [{ kind: 'entry', index, at }]);
  }

  snapshot(upTo: number, entries: readonly LogEntry[]): void {
    const host = this.#actor();
    const at = host.disk.snapshot(upTo, entries, this.now);
    if (at !== undefined) this.#awaitDisk(host, [{ kind: 'snapshot', index: upTo, at }]);
  }

  reply(request: RequestId, outcome: Outcome): void {
    const host = this.#actor();
    const client = this.#desk.close(host, request, outcome);
    if (client !== undefined) this.#clients?.replied(client, request, outcome);
  }

  replyKeys(request: RequestId, page: KeyPage): void {
    const client = this.#desk.closeKeys(this.#actor(), request, page);
    if (client !== undefined) this.#clients?.listed(client, request, page);
  }

  deliver(watch: RequestId, event: WatchEvent): void {
    this.#desk.told(this.#actor(), watch, event);
    this.#clients?.watchers?.told(watch, event);
  }

  note(note: Note): void {
    this.#recorder.noted(this.now, this.#actor().identity, note);
  }

  // What the network does with a packet.

  arrive(at: number, from: NodeId, to: NodeId, message: Message, corrupt: boolean): void {
    this.#queue.push(at, corrupt ? ARRIVE_CORRUPT : ARRIVE, to, from, 0, message);
  }

  drop(from: NodeId, to: NodeId, message: Message, reason: DropReason): void {
    this.#recorder.dropped(this.now, from, to, message, reason);
  }

  #actor(): Host {
    return must(this.#acting, 'a stepping host');
  }

  #awaitDisk(host: Host, dues: readonly Due[]): void {
    for (const { kind, index, at } of dues) {
      const event = kind === 'entry' ? APPEND : KEEP_SNAPSHOT;
      this.#queue.push(at, event, host.number, index, host.boots, undefined);
    }
  }

  #tellDamage(host: Host, recovery: Recovery): void {
    const damage = damageOf(recovery);
    if (damage.torn + damage.rotten === 0) return;
    this.#recorder.rare({ kind: 'disk-damaged', tick: this.now, node: host.identity, ...damage });
  }

  #arm(host: Host, timer: Timer, due: number): void {
    this.#armings = (this.#armings + 1) | 0;
    host.timers.set(timer, { due, arming: this.#armings });
    const at = host.clock.worldTickOf(due as Tick, this.now);
    if (at !== undefined)
      this.#queue.push(at + host.slowBy, ELAPSE, host.number, timer, this.#armings, undefined);
  }

  #dispatch(kind: number, target: number, a: number, b: number, reference: unknown): void {
    if (kind === WAKE_CLIENT) return this.#clients?.wake(target);
    if (kind === WAKE_WATCHER)
      return a === -1 ? this.#clients?.watchers?.look(target) : this.#clients?.watchers?.consumed(target, a);
    if (kind === EXPIRE_REQUEST) return this.#clients?.expire(target, a);
    const host = kind === ARRIVE || kind === ARRIVE_CORRUPT ? this.hostOf(target) : this.host(target);
    if (host.state === 'paused') {
      host.mailbox.push({ kind, target, a, b, reference });
      return;
    }
    if (host.slowBy > 0 && b === 0 && (kind === ARRIVE || kind === REQUEST)) {
      this.#queue.push(this.now + host.slowBy, kind, target, a, 1, reference);
      return;
    }
    this.#happen(host, kind, target, a, b, reference);
  }

  #happen(host: Host, kind: number, target: number, a: number, b: number, reference: unknown): void {
    switch (kind) {
      case ARRIVE:
        return this.#receive(host, a as NodeId, target as NodeId, reference as Message);
      case ARRIVE_CORRUPT:
        return this.#recorder.dropped(
          this.now,
          a as NodeId,
          target as NodeId,
          reference as Message,
          'corrupt',
        );
      case ELAPSE: {
        const timer = a as Timer;
        if (host.timers.get(timer)?.arming !== b) return;
        host.timers.delete(timer);
        this.#recorder.elapsed(this.now, host.identity, timer);
        return this.#step(host, { kind: 'elapsed', now: host.clock.read(this.now), timer });
      }
      case APPEND:
      case KEEP_SNAPSHOT:
        if (host.state !== 'up' || host.boots !== b) return;
        return kind === APPEND ? this.#sync(host, a) : this.#keepSnapshot(host, a);
      case REQUEST: {
        if (host.state !== 'up') return;
        return this.#step(host, { now: host.clock.read(this.now), ...(reference as Question) });
      }
      default:
        assert(false, `unknown event ${kind}`);
    }
  }

  #sync(host: Host, index: number): void {
    const next = host.disk.sync(index, this.now);
    if (next === undefined) return;
    this.#awaitDisk(host, next);
    this.#recorder.appended(this.now, host.identity, index);
    this.#step(host, { kind: 'appended', now: host.clock.read(this.now), index });
  }

  #keepSnapshot(host: Host, upTo: number): void {
    if (!host.disk.syncSnapshot(upTo, this.now)) return;
    this.#step(host, { kind: 'snapshotted', now: host.clock.read(this.now), upTo });
  }

  #receive(host: Host, from: NodeId, to: NodeId, message: Message): void {
    if (host.state !== 'up' || host.identity !== to) {
      this.#recorder.dropped(this.now, from, to, message, 'deaf');
      return;
    }
    this.#recorder.received(this.now, to, from, message);
    this.#step(host, { kind: 'received', now: host.clock.read(this.now), from, message });
  }

  #step(host: Host, input: Input): void {
    assert(this.#acting === undefined, 'a node was stepped from inside a step');
    this.#acting = host;
    must(host.node, 'node of host', host.number).step(input, this);
    this.#acting = undefined;
  }
}
