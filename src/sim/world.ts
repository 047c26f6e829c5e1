import type { Effects } from '../core/effect.ts';
import type { NodeId, RequestId, Tick, Ticks } from '../core/ids.ts';
import { nodeId, requestId } from '../core/ids.ts';
import type { Input } from '../core/input.ts';
import type { Message } from '../core/message.ts';
import { Node } from '../core/node.ts';
import type { Note } from '../core/note.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import type { Settings } from '../core/settings.ts';
import { CLASSIC, DRILL } from '../core/settings.ts';
import type { Timer } from '../core/timer.ts';
import { assert, must } from '../lib/assert.ts';
import { openStream } from '../lib/chance.ts';
import type { Profile, Scenario } from '../scenario/scenario.ts';
import type { Recorder } from '../trace/recorder.ts';
import { EventQueue } from './event-queue.ts';
import type { Host } from './host.ts';
import { LOSE } from './network/link-rule.ts';
import { Network } from './network/network.ts';

const ARRIVE = 0;
const ELAPSE = 1;
const APPEND = 2;

const SETTINGS: Readonly<Record<Profile, Settings>> = { classic: CLASSIC, drill: DRILL };

const FIRST_INCARNATION = 1;

/**
 * The simulated world: clock, event queue, network and hosts. It drives each node through its one door and carries
 * out the effects; it is itself the `Effects` of whichever node is stepping.
 */
export class World implements Effects {
  readonly network: Network;
  readonly hosts: readonly Host[];
  readonly #scenario: Scenario;
  readonly #recorder: Recorder;
  readonly #queue = new EventQueue();
  readonly #introducers: readonly NodeId[];
  #armings = 0;
  /** The host whose node is stepping. */
  #acting: Host | undefined;

  constructor(scenario: Scenario, recorder: Recorder) {
    this.#scenario = scenario;
    this.#recorder = recorder;
    this.network = new Network(scenario.seed, scenario.network.latency);
    this.hosts = scenario.hosts.map(({ number }) => ({
      number,
      state: 'waiting',
      node: undefined,
      timers: new Map(),
      openRequests: 0,
    }));
    this.#introducers = scenario.hosts.filter((host) => host.introducer).map((host) => nodeId(host.number));
  }

  get now(): Tick {
    return this.#queue.now as Tick;
  }

  /** Host `number`, 1 … N. */
  host(number: number): Host {
    return must(this.hosts[number - 1], `host ${number}`);
  }

  /** Hosts that are up, in order of their numbers. */
  live(): readonly Host[] {
    return this.hosts.filter((host) => host.state === 'up');
  }

  /** Everything that is due now, and everything that this makes due now. */
  settle(): void {
    for (let slot = this.#queue.pop(); slot !== -1; slot = this.#queue.pop()) this.#dispatch(slot);
  }

  advance(): void {
    this.#queue.advance();
  }

  start(host: Host): void {
    assert(host.state === 'waiting', `host ${host.number} has started before`);
    host.state = 'up';
    const id = nodeId(host.number);
    const { seed, profile } = this.#scenario;
    const settings = { ...SETTINGS[profile], ...this.#scenario.settings };
    const streamOf = (name: string) => openStream(seed, `node/n${host.number}/${name}`);
    const introducers = this.#introducers;
    host.node = new Node(
      { id, incarnation: FIRST_INCARNATION, introducers, settings, openStream: streamOf },
      this.now,
    );
    this.#recorder.rare({ kind: 'host-started', tick: this.now, node: id });
    this.#step(host, { kind: 'started', now: this.now });
  }

  /** Deaf and mute from now on. */
  crash(host: Host): void {
    host.state = 'crashed';
    host.timers.clear();
    this.#recorder.rare({ kind: 'host-crashed', tick: this.now, node: nodeId(host.number) });
  }

  request(host: Host, number: number, operation: Operation, expected: string | null): void {
    const request = requestId(number);
    host.openRequests += 1;
    this.#recorder.rare({
      kind: 'requested',
      tick: this.now,
      node: nodeId(host.number),
      request,
      operation,
      expected,
    });
    this.#step(host, { kind: 'requested', now: this.now, request, operation });
  }

  send(to: NodeId, message: Message): void {
    const { tick, from } = this.#actor();
    this.#recorder.sent(tick, from, to, message);
    const verdict = this.network.judge(from, to, tick);
    if (verdict === LOSE) this.#recorder.dropped(tick, from, to, message, 'loss');
    else this.#queue.push(tick + verdict, ARRIVE, to, from, 0, message);
  }

  setTimer(timer: Timer, after: Ticks): void {
    const host = must(this.#acting, 'a stepping host');
    this.#armings = (this.#armings + 1) | 0;
    host.timers.set(timer, this.#armings);
    this.#queue.push(this.now + after, ELAPSE, host.number, timer, this.#armings, undefined);
  }

  cancelTimer(timer: Timer): void {
    must(this.#acting, 'a stepping host').timers.delete(timer);
  }

  /** The classic disk: durable at once, within the same tick. */
  append(index: number): void {
    this.#queue.push(this.now, APPEND, must(this.#acting, 'a stepping host').number, index, 0, undefined);
  }

  reply(request: RequestId, outcome: Outcome): void {
    const { tick, from, host } = this.#actor();
    host.openRequests -= 1;
    this.#recorder.rare({ kind: 'replied', tick, node: from, request, outcome });
  }

  note(note: Note): void {
    const { tick, from } = this.#actor();
    this.#recorder.rare({ kind: 'noted', tick, node: from, note });
  }

  #actor(): { readonly tick: Tick; readonly from: NodeId; readonly host: Host } {
    const host = must(this.#acting, 'a stepping host');
    return { tick: this.now, from: host.number as NodeId, host };
  }

  #dispatch(slot: number): void {
    const queue = this.#queue;
    const host = this.host(queue.host(slot));
    const a = queue.a(slot);
    switch (queue.kind(slot)) {
      case ARRIVE:
        return this.#arrive(host, a as NodeId, queue.takeReference(slot) as Message);
      case ELAPSE: {
        const timer = a as Timer;
        if (host.timers.get(timer) !== queue.b(slot)) return;
        host.timers.delete(timer);
        this.#recorder.elapsed(this.now, host.number as NodeId, timer);
        return this.#step(host, { kind: 'elapsed', now: this.now, timer });
      }
      case APPEND:
        if (host.state !== 'up') return;
        this.#recorder.appended(this.now, host.number as NodeId, a);
        return this.#step(host, { kind: 'appended', now: this.now, index: a });
      default:
        assert(false, `unknown event ${queue.kind(slot)}`);
    }
  }

  #arrive(host: Host, from: NodeId, message: Message): void {
    const to = host.number as NodeId;
    if (host.state !== 'up') {
      this.#recorder.dropped(this.now, from, to, message, 'deaf');
      return;
    }
    this.#recorder.received(this.now, to, from, message);
    this.#step(host, { kind: 'received', now: this.now, from, message });
  }

  #step(host: Host, input: Input): void {
    assert(this.#acting === undefined, 'a node was stepped from inside a step');
    this.#acting = host;
    must(host.node, `node of host ${host.number}`).step(input, this);
    this.#acting = undefined;
  }
}
