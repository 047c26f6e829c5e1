import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import { timer } from '../timer.ts';
import type { Listing } from './listing.ts';
import { PendingListing } from './pending-listing.ts';

/** One node as the place where listings of keys enter: asks every member, and answers when each range has its quorum. */
export class Lister {
  readonly #settings: Settings;
  readonly #view: RingView;
  readonly #pending = new Map<RequestId, PendingListing>();

  constructor(settings: Settings, view: RingView) {
    this.#settings = settings;
    this.#view = view;
  }

  request(request: RequestId, listing: Listing, effects: Effects): void {
    effects.setTimer(timer('operation', request), this.#settings.operationTimeoutTicks);
    this.#ask(request, listing, effects);
  }

  /** Another epoch is in effect: whoever asked before it asks again. */
  restart(effects: Effects): void {
    for (const [request, { listing }] of [...this.#pending]) this.#ask(request, listing, effects);
  }

  #ask(request: RequestId, listing: Listing, effects: Effects): void {
    const members = [...this.#view.members] as NodeId[];
    const { inEffect, quorum } = this.#view;
    const settings = { replicas: this.#settings.replicas, quorum };
    this.#pending.set(request, new PendingListing(listing, inEffect, settings, members));
    const message: Message = { kind: 'scan', request, listing };
    for (const member of members) effects.send(member, message);
  }

  scanned(from: NodeId, message: Extract<Message, { kind: 'scanned' }>, effects: Effects): void {
    const pending = this.#pending.get(message.request);
    if (pending === undefined) return;
    pending.take(from, message);
    this.#advance(message.request, pending, effects);
  }

  /** A removed member will not answer any more. */
  lose(member: NodeId, effects: Effects): void {
    for (const [request, pending] of [...this.#pending]) {
      pending.lose(member);
      this.#advance(request, pending, effects);
    }
  }

  expire(request: RequestId, effects: Effects): void {
    if (this.#pending.delete(request)) effects.replyKeys(request, { kind: 'failed', reason: 'unavailable' });
  }

  #advance(request: RequestId, pending: PendingListing, effects: Effects): void {
    const page = pending.page();
    if (page === undefined) return;
    this.#pending.delete(request);
    effects.cancelTimer(timer('operation', request));
    effects.replyKeys(request, page);
  }
}
