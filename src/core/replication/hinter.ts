import type { Effects } from '../effect.ts';
import type { Key, NodeId } from '../ids.ts';
import type { RingView } from '../ring/ring-view.ts';
import type { Settings } from '../settings.ts';
import type { PendingOperation } from './pending-operation.ts';

/**
 * The coordinator's side of hinted hand-off: who keeps a write for a replica that is away. Each such replica gets
 * another keeper, the next present nodes clockwise behind the preference list.
 *
 * A hint is sent only for a write that some replica has taken, since one that all refuse did not happen; but for a
 * sloppy one, which counts the keeper's answer as the owner's, and promises nothing.
 */
export class Hinter {
  readonly #settings: Settings;
  readonly #view: RingView;

  constructor(settings: Settings, view: RingView) {
    this.#settings = settings;
    this.#view = view;
  }

  /** Before any answer: whether keepers' answers count. */
  isSloppy({ operation }: PendingOperation): boolean {
    return this.#settings.countHints === 1 || operation.sloppy === true;
  }

  /** @param owners replicas that are away, or that did not answer */
  hint(pending: PendingOperation, owners: readonly NodeId[], effects: Effects): void {
    const { record, replicas, request } = pending;
    const wanted = owners.filter((owner) => !pending.hinted.includes(owner));
    if (record === undefined || this.#settings.hintLifeTicks === 0 || wanted.length === 0) return;
    const keepers = this.#keepers(record.key, replicas);
    for (const owner of wanted) {
      const keeper = keepers[pending.hinted.length];
      if (keeper === undefined) return;
      pending.hinted.push(owner);
      const answerTo = this.isSloppy(pending) ? request : undefined;
      effects.send(keeper, { kind: 'hint', request: answerTo, owner, record });
    }
  }

  /** Replicas that are suspected and have not answered. */
  away(pending: PendingOperation): readonly NodeId[] {
    return pending.silent.filter((replica) => !this.#view.isPresent(replica));
  }

  #keepers(key: Key, replicas: readonly NodeId[]): readonly NodeId[] {
    return this.#view
      .clockwise(key, 2 * replicas.length + 2)
      .filter((node) => !replicas.includes(node) && this.#view.isPresent(node));
  }
}
