import type { Key, NodeId, RequestId } from '../../src/core/ids.ts';
import { key, nodeId, requestId } from '../../src/core/ids.ts';
import type { Input } from '../../src/core/input.ts';
import type { Listing } from '../../src/core/listing/listing.ts';
import type { RecoveredLog } from '../../src/core/log-entry.ts';
import { EMPTY_LOG } from '../../src/core/log-entry.ts';
import type { Message } from '../../src/core/message.ts';
import { Node } from '../../src/core/node.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { Settings } from '../../src/core/settings.ts';
import { CLASSIC } from '../../src/core/settings.ts';
import { tick } from '../../src/core/time.ts';
import type { Timer } from '../../src/core/timer.ts';
import type { WatchOptions } from '../../src/core/watch/watch.ts';
import { assert } from '../../src/lib/assert.ts';
import { openStream } from '../../src/lib/chance.ts';
import { freezeDeep, hashArrays } from './freeze.ts';
import type { Effect } from './recorded-effects.ts';
import { RecordedEffects } from './recorded-effects.ts';

/**
 * One node without a world: a test says what happens to it and sees all it asks for. With whom it shares the ring it takes
 * from whom it hears of, since nobody is there to agree with.
 */
export class LoneNode {
  readonly node: Node;
  now = 0;
  #lastIndex = 0;
  readonly #effects = new RecordedEffects();

  constructor(
    id: number,
    introducer: number,
    settings: Settings = CLASSIC,
    recovered: RecoveredLog = EMPTY_LOG,
  ) {
    const streamOf = (name: string) => openStream(1, `node/n${id}/${name}`);
    const introducers = [nodeId(introducer)];
    this.node = new Node(
      {
        ...{ id: nodeId(id), incarnation: 1, introducers, openStream: streamOf, recovered },
        settings: { ...settings, agreedRing: 0 },
      },
      tick(0),
    );
  }

  start(): readonly Effect[] {
    return this.#step({ kind: 'started', now: tick(this.now) });
  }

  /** What it receives is frozen, and must still read the same afterwards. */
  hear(from: number, message: Message): readonly Effect[] {
    const before = hashArrays(freezeDeep(message));
    const effects = this.#step({ kind: 'received', now: tick(this.now), from: nodeId(from), message });
    assert(hashArrays(message) === before, `the node wrote into a ${message.kind} that it received`);
    return effects;
  }

  elapse(timer: Timer): readonly Effect[] {
    return this.#step({ kind: 'elapsed', now: tick(this.now), timer });
  }

  ask(request: number, operation: Operation): readonly Effect[] {
    return this.#step({ kind: 'requested', now: tick(this.now), request: requestId(request), operation });
  }

  /** Everything that it wrote so far is durable. */
  synced(): readonly Effect[] {
    return this.appended(this.#lastIndex);
  }

  askKeys(request: number, listing: Listing): readonly Effect[] {
    return this.#step({ kind: 'requested-keys', now: tick(this.now), request: requestId(request), listing });
  }

  watch(wish: WatchOptions): readonly Effect[] {
    return this.#step({ kind: 'watched', now: tick(this.now), ...wish });
  }

  wantMore(watch: RequestId, more: number): readonly Effect[] {
    return this.#step({ kind: 'watch-wanted', now: tick(this.now), watch, more });
  }

  unwatch(watch: RequestId): readonly Effect[] {
    return this.#step({ kind: 'unwatched', now: tick(this.now), watch });
  }

  /** All at once, numbered from `first`. */
  askMany(first: number, operations: readonly Operation[]): readonly Effect[] {
    const requests = operations.map((operation, nth) => ({ request: requestId(first + nth), operation }));
    return this.#step({ kind: 'requested-many', now: tick(this.now), requests });
  }

  appended(index: number): readonly Effect[] {
    return this.#step({ kind: 'appended', now: tick(this.now), index });
  }

  /** The first of the keys k0, k1 … whose replicas are as wanted. */
  keyWhere(wanted: (replicas: readonly NodeId[]) => boolean): Key {
    for (let nth = 0; nth < 10_000; nth += 1) {
      const candidate = key(`k${nth}`);
      if (wanted(this.node.replicasOf(candidate))) return candidate;
    }
    throw new Error('no such key');
  }

  #step(input: Input): readonly Effect[] {
    this.node.step(input, this.#effects);
    const effects = this.#effects.take();
    for (const effect of effects) if (effect.kind === 'append') this.#lastIndex = effect.index;
    return effects;
  }
}

/** Node 1 as the introducer of a group that nodes 2 … size have joined, at tick 10. */
export function leaderOf(size: number, settings: Settings = CLASSIC): LoneNode {
  const leader = new LoneNode(1, 1, settings);
  leader.start();
  leader.now = 10;
  for (let id = 2; id <= size; id += 1) leader.hear(id, { kind: 'join', incarnation: 1, beat: 1 });
  return leader;
}
