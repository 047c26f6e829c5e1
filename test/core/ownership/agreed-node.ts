import type { Key } from '../../../src/core/ids.ts';
import { nodeId } from '../../../src/core/ids.ts';
import type { Input } from '../../../src/core/input.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Message } from '../../../src/core/message.ts';
import { Node } from '../../../src/core/node.ts';
import type { Epoch } from '../../../src/core/ownership/epoch.ts';
import type { Wish } from '../../../src/core/ownership/wish.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick } from '../../../src/core/time.ts';
import type { Timer } from '../../../src/core/timer.ts';
import { openStream } from '../../../src/lib/chance.ts';
import type { Effect } from '../recorded-effects.ts';
import { RecordedEffects } from '../recorded-effects.ts';
import { owners } from './epochs.ts';

/** Node 1 where the ring is agreed on, without a world: what it writes is durable when a test says so. */
export class AgreedNode {
  readonly node: Node;
  now = 0;
  #lastIndex: number;
  readonly #effects = new RecordedEffects();

  constructor(log: readonly LogEntry[] = [], founders: readonly number[] = [1, 2, 3]) {
    this.#lastIndex = log.length - 1;
    this.node = new Node(
      {
        ...{ id: nodeId(1), incarnation: 1, introducers: [nodeId(1)], founders: owners(founders) },
        settings: DRILL,
        openStream: (name) => openStream(1, `node/n1/${name}`),
        recovered: { entries: log, nextIndex: log.length },
      },
      tick(0),
    );
  }

  start(): readonly Effect[] {
    return this.#step({ kind: 'started', now: tick(this.now) });
  }

  hear(from: number, message: Message): readonly Effect[] {
    return this.#step({ kind: 'received', now: tick(this.now), from: nodeId(from), message });
  }

  /** These nodes are there. */
  meet(...others: readonly number[]): void {
    for (const other of others) this.hear(other, { kind: 'join', incarnation: 1, beat: this.now + 1 });
    this.synced();
  }

  elapse(timer: Timer): readonly Effect[] {
    return this.#step({ kind: 'elapsed', now: tick(this.now), timer });
  }

  wish(wish: Wish): readonly Effect[] {
    return this.#step({ kind: 'wished', now: tick(this.now), wish });
  }

  /** Hears of this epoch and writes it down. */
  adopt(epoch: Epoch): readonly Effect[] {
    return [...this.hear(2, { kind: 'ring', epoch }), ...this.synced()];
  }

  /** Everything that it wrote so far is durable. */
  synced(): readonly Effect[] {
    return this.#step({ kind: 'appended', now: tick(this.now), index: this.#lastIndex });
  }

  get held(): readonly Key[] {
    return this.node.heldKeys();
  }

  #step(input: Input): readonly Effect[] {
    this.node.step(input, this.#effects);
    const effects = this.#effects.take();
    for (const effect of effects) if (effect.kind === 'append') this.#lastIndex = effect.index;
    return effects;
  }
}
