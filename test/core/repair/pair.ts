import type { Key, NodeId } from '../../../src/core/ids.ts';
import { key, nodeId } from '../../../src/core/ids.ts';
import type { Input } from '../../../src/core/input.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { Message } from '../../../src/core/message.ts';
import { Node } from '../../../src/core/node.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { DRILL } from '../../../src/core/settings.ts';
import { tick } from '../../../src/core/time.ts';
import type { Timer } from '../../../src/core/timer.ts';
import { timer } from '../../../src/core/timer.ts';
import { must } from '../../../src/lib/assert.ts';
import { openStream } from '../../../src/lib/chance.ts';
import { RecordedEffects } from '../recorded-effects.ts';

const STABILIZE = timer('stabilize');

/** The log of a node that was given these keys, all in one version. */
export function putAll(keys: readonly Key[], counter = 1): readonly LogEntry[] {
  const version = { counter, writer: nodeId(9), incarnation: 1 };
  return keys.map((name) => ({ kind: 'put', record: { key: name, version, value: 'v' } }));
}

export function manyKeys(count: number): readonly Key[] {
  return Array.from({ length: count }, (_, nth) => key(`key${nth}`));
}

/** Two nodes that know each other, each with what its log says, on a wire that loses nothing; no time passes. */
export class Pair {
  readonly nodes: readonly Node[];
  /** Everything that was said about copies since the last round, in order. */
  said: Message[] = [];
  #now = 10;

  constructor(logs: readonly [readonly LogEntry[], readonly LogEntry[]], settings: Partial<Settings> = {}) {
    this.nodes = logs.map(
      (entries, index) =>
        new Node(
          {
            id: nodeId(index + 1),
            incarnation: 1,
            introducers: [nodeId(1)],
            settings: { ...DRILL, agreedRing: 0, ...settings },
            openStream: (name) => openStream(1, `node/n${index + 1}/${name}`),
            recovered: { entries, nextIndex: entries.length },
          },
          tick(0),
        ),
    );
    this.#step(1, { kind: 'received', now: tick(this.#now), from: nodeId(2), message: JOIN });
  }

  node(number: number): Node {
    return must(this.nodes[number - 1], `node ${number}`);
  }

  /** Nothing gets from one to the other. */
  cut = false;

  /** What one of the two says when it hears this from the other. */
  hear(number: number, message: Message): readonly Message[] {
    this.said = [];
    this.#step(number, { kind: 'received', now: tick(this.#now), from: nodeId(3 - number), message });
    return this.said;
  }

  /** A third node asks one of the two to be let in. */
  admit(number: number, stranger: number): void {
    this.#step(number, { kind: 'received', now: tick(this.#now), from: nodeId(stranger), message: JOIN });
  }

  /** A round begun by one of the two, and all that follows from it. */
  round(by = 1): readonly Message[] {
    this.said = [];
    this.#elapse(by, timer('anti-entropy'));
    for (const number of [1, 2]) this.#elapse(number, STABILIZE);
    return this.said;
  }

  /** What one of the two asks the other after it has lost records. */
  relearn(by: number): void {
    this.#elapse(by, timer('relearn'));
  }

  pass(ticks: number): void {
    this.#now += ticks;
  }

  #elapse(number: number, which: Timer): void {
    this.#step(number, { kind: 'elapsed', now: tick(this.#now), timer: which });
  }

  /** One step and every step that it causes. */
  #step(number: number, input: Input): void {
    const effects = new RecordedEffects();
    this.node(number).step(input, effects);
    for (const effect of effects.take()) {
      if (effect.kind === 'send') this.#carry(nodeId(number), effect.to, effect.message);
      if (effect.kind === 'append')
        this.#step(number, { kind: 'appended', now: tick(this.#now), index: effect.index });
    }
  }

  #carry(from: NodeId, to: NodeId, message: Message): void {
    if (this.cut) return;
    if (message.kind !== 'join' && message.kind !== 'joined' && message.kind !== 'gossip')
      this.said.push(message);
    if (to <= 2) this.#step(to, { kind: 'received', now: tick(this.#now), from, message });
  }
}

const JOIN: Message = { kind: 'join', incarnation: 1, beat: 1 };
