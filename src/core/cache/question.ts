import type { Key, NodeId, RequestId } from '../ids.ts';
import type { Message } from '../message.ts';
import type { Operation } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { Electorate } from '../replication/electorate.ts';
import type { Tick } from '../time.ts';
import { Poll } from '../watch/poll.ts';

/** What a quorum holds of a key: a record, or nothing. */
export interface Found {
  readonly record: StoredRecord | undefined;
  /** It may be kept: a quorum holds it and will say when it changes, and nobody said that it has. */
  readonly lent: boolean;
}

/**
 * One question of a cache to the replicas of a key. What a whole quorum holds in one version answers it, as in a read of an
 * atomic register that finds a majority agreeing; anything else is left to a read that can write back.
 */
export class Question {
  readonly number: RequestId;
  readonly key: Key;
  readonly asked: Tick;
  readonly electorate: Electorate;
  /** The read of a client that waits; none of a prefetch. */
  readonly operation: Operation | undefined;
  /** What is there already, so that nobody need send it again. */
  readonly known: StoredRecord | undefined;
  /** Something newer is known to be on its way: the answer will do for who asked, and is not kept. */
  isOutdated = false;
  readonly #held: Poll;
  readonly #lent: Poll;

  constructor(of: Pick<Question, 'number' | 'key' | 'asked' | 'electorate' | 'operation' | 'known'>) {
    this.number = of.number;
    this.key = of.key;
    this.asked = of.asked;
    this.electorate = of.electorate;
    this.operation = of.operation;
    this.known = of.known;
    this.#held = new Poll(0, [of.key], () => of.electorate);
    this.#lent = new Poll(0, [of.key], () => of.electorate);
  }

  /** One replica's answer. @returns what is answered by it */
  take(from: NodeId, message: Extract<Message, { kind: 'lent' }>): Found | undefined {
    const record = message.same === true ? this.known : message.record;
    const [records, nothing] = record === undefined ? [[], [this.key]] : [[record], []];
    const lent = message.shared && this.#lent.take(from, records, nothing).length > 0;
    const [found] = this.#held.take(from, records, nothing);
    return found === undefined ? undefined : { record: found.record, lent: lent && !this.isOutdated };
  }

  /** Nobody is left who is likely to answer. */
  isOver(isSuspected: (replica: NodeId) => boolean): boolean {
    return this.#held.isOver(isSuspected);
  }
}
