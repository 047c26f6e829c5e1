import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation, Outcome } from '../operation.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { Tick, Ticks } from '../time.ts';
import { timer } from '../timer.ts';
import { answer, outcomeOfRead } from './answer.ts';
import type { Asked } from './asked.ts';

interface Pending extends Asked {
  /** In the order in which they are asked. */
  replicas: readonly NodeId[];
  asked: number;
}

/** Reads of level `one`: one replica is asked, the next one when it does not answer, and the first answer counts. */
export class SingleReads {
  readonly #id: NodeId;
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #pending = new Map<RequestId, Pending>();

  constructor(id: NodeId, settings: Settings, view: RingView) {
    this.#id = id;
    this.#settings = settings;
    this.#view = view;
  }

  request(asked: Asked, now: Tick, effects: Effects): void {
    const { request, operation } = asked;
    this.#pending.set(request, { replicas: this.#inTurn(operation), asked: 0, ...asked });
    this.elapsed(request, now, effects);
  }

  /** Another epoch is in effect: the first one is asked again, of those who hold the key now. */
  restart(now: Tick, effects: Effects): void {
    for (const [request, pending] of [...this.#pending]) {
      pending.replicas = this.#inTurn(pending.operation);
      pending.asked = 0;
      this.elapsed(request, now, effects);
    }
  }

  #inTurn({ key }: Operation): readonly NodeId[] {
    return inTurn(this.#view.replicasOf(key), this.#id, (node) => this.#view.isSuspected(node));
  }

  /** Asks the next replica, or gives up. */
  elapsed(request: RequestId, now: Tick, effects: Effects): void {
    const pending = this.#pending.get(request);
    if (pending === undefined) return;
    const { operation, replicas, deadline, asked } = pending;
    if (replicas.length === 0 || now >= deadline)
      return this.#answer(pending, { kind: 'failed', reason: 'unavailable' }, effects);
    const next = replicas[asked];
    const left = deadline - now;
    const patience = next === undefined ? left : Math.min(this.#settings.nextReplicaTicks, left);
    effects.setTimer(timer('operation', request), patience as Ticks);
    pending.asked += 1;
    if (next !== undefined) effects.send(next, { kind: 'fetch', request, key: operation.key });
  }

  fetched(message: Extract<Message, { kind: 'fetched' }>, effects: Effects): void {
    const pending = this.#pending.get(message.request);
    if (pending === undefined) return;
    this.#answer(pending, outcomeOfRead(message.record), effects);
  }

  #answer(pending: Pending, outcome: Outcome, effects: Effects): void {
    this.#pending.delete(pending.request);
    effects.cancelTimer(timer('operation', pending.request));
    answer(pending, outcome, undefined, effects);
  }
}

/** Itself first, then who is believed to be alive, each in the order of the preference list. */
export function inTurn(
  replicas: readonly NodeId[],
  self: NodeId,
  isSuspect: (node: NodeId) => boolean,
): readonly NodeId[] {
  const rankOf = (node: NodeId) => (node === self ? 0 : isSuspect(node) ? 2 : 1);
  return [0, 1, 2].flatMap((rank) => replicas.filter((node) => rankOf(node) === rank));
}
