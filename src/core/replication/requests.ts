import { unreachable } from '../../lib/assert.ts';
import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation } from '../operation.ts';
import type { Tick } from '../time.ts';
import { after } from '../time.ts';
import type { Asked } from './asked.ts';
import { AtomicRegister } from './atomic-register.ts';
import type { Coordinator } from './coordinator.ts';
import { wayOf } from './level.ts';
import type { RegisterOptions } from './register.ts';
import { Register } from './register.ts';
import { SingleReads } from './single-read.ts';

export type Answer = Extract<
  Message,
  { readonly kind: 'replicated' | 'fetched' | 'stored' | 'promised' | 'accepted' }
>;

/** Where clients' operations enter: each goes the way of its level, and so do the answers of the replicas. */
export class Requests {
  readonly #options: RegisterOptions;
  readonly #coordinator: Coordinator;
  readonly #single: SingleReads;
  readonly #atomic: AtomicRegister;
  readonly register: Register;

  constructor(options: RegisterOptions, coordinator: Coordinator) {
    const { id, settings, view, clock } = options;
    this.#options = options;
    this.#coordinator = coordinator;
    this.#single = new SingleReads(id, settings, view);
    this.register = new Register(options);
    this.#atomic = new AtomicRegister(settings, view, clock, (...of) => this.register.request(...of));
  }

  request(request: RequestId, operation: Operation, now: Tick, effects: Effects): void {
    const { settings } = this.#options;
    const asked: Asked = { request, operation, deadline: after(now, settings.operationTimeoutTicks) };
    const way = wayOf(operation, settings);
    switch (way) {
      case 'single':
        return this.#single.request(asked, now, effects);
      case 'quorum':
        return this.#coordinator.request(asked, now, effects);
      case 'atomic':
        return this.#atomic.request(asked, effects);
      case 'register':
        return this.register.request(asked, now, effects);
      default:
        return unreachable(way);
    }
  }

  /** Each way knows its own requests, and lets those of the others pass. */
  answered(from: NodeId, message: Answer, now: Tick, effects: Effects): void {
    const { clock } = this.#options;
    switch (message.kind) {
      case 'replicated':
        clock.observe(message.version);
        this.#coordinator.replicated(from, message, now, effects);
        return this.#atomic.replicated(from, message, now, effects);
      case 'fetched':
        clock.observe(message.promised);
        clock.observe(message.record?.version);
        this.#coordinator.fetched(from, message, now, effects);
        this.#single.fetched(message, effects);
        this.register.fetched(from, message, now, effects);
        return this.#atomic.fetched(from, message, now, effects);
      case 'stored':
        clock.observe(message.promised);
        this.#storedForRead(from, message, now, effects);
        return this.#atomic.stored(from, message, now, effects);
      case 'promised':
        clock.observe(message.higher);
        clock.observe(message.record?.version);
        return this.register.promised(from, message, now, effects);
      case 'accepted':
        clock.observe(message.higher);
        return this.register.accepted(from, message, now, effects);
      default:
        return unreachable(message);
    }
  }

  expire(request: RequestId, now: Tick, effects: Effects): void {
    this.#coordinator.expire(request, effects);
    this.#single.elapsed(request, now, effects);
    this.#atomic.expire(request, effects);
  }

  /** A read whose write-back meets a promise can only be answered through the register. */
  #storedForRead(
    from: NodeId,
    message: Extract<Message, { kind: 'stored' }>,
    now: Tick,
    effects: Effects,
  ): void {
    const { request, promised } = message;
    if (promised === undefined) return this.#coordinator.stored(from, request, effects);
    const asked = this.#coordinator.release(request, effects);
    if (asked !== undefined) this.register.request(asked, now, effects);
  }
}
