import type { NodeId } from '../../core/ids.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { TraceBook } from './book.ts';

/** Something that kept a node from being a good member, from one tick to another, both included. */
export interface Trouble {
  readonly kind: 'down' | 'paused' | 'clock' | 'slow';
  readonly from: number;
  /** Infinity while it lasts. */
  readonly to: number;
  /** What began it; none for a node that was not started yet. */
  readonly by?: RareEvent;
}

/** A fault of the network in force. */
export interface LinkTrouble {
  /** The number of the installation; -1 for the lossy window. */
  readonly fault: number;
  readonly name: string;
  /** For a partition: the hosts that are cut off from each other. */
  readonly groups?: readonly (readonly number[])[];
  readonly from: number;
  readonly to: number;
}

const LOSSY_WINDOW = -1;
/** Clock faults that are over as soon as they have happened: what they leave is a clock that runs as fast as time. */
const JUMPS = ['offset', 'step'];

/** What befell each node and the network over a whole run. */
export class Lives {
  readonly links: readonly LinkTrouble[];
  readonly #troubles = new Map<NodeId, Trouble[]>();
  readonly #open = new Map<string, Trouble>();
  readonly #openLinks = new Map<number, LinkTrouble>();
  readonly #closedLinks: LinkTrouble[] = [];
  readonly #oddClocks = new Set<NodeId>();

  constructor(book: TraceBook) {
    for (const { event } of book.detector) this.#take(event);
    for (const [name, trouble] of this.#open) this.#list(Number(name.split(' ')[0])).push(trouble);
    this.links = [...this.#closedLinks, ...this.#openLinks.values()];
  }

  /** All nodes that ever started. */
  get nodes(): readonly NodeId[] {
    return [...this.#troubles.keys()];
  }

  of(node: NodeId): readonly Trouble[] {
    return this.#troubles.get(node) ?? [];
  }

  /** The first trouble that a node had at any moment of these ticks; a node that never was is down. */
  troubleIn(node: NodeId, from: number, to: number, kinds?: readonly Trouble['kind'][]): Trouble | undefined {
    const troubles = this.#troubles.get(node) ?? [{ kind: 'down', from: 0, to: Infinity }];
    return troubles.find(
      (trouble) => trouble.from <= to && trouble.to >= from && (kinds?.includes(trouble.kind) ?? true),
    );
  }

  linkTroublesIn(from: number, to: number): readonly LinkTrouble[] {
    return this.links.filter((trouble) => trouble.from <= to && trouble.to >= from);
  }

  #take(event: RareEvent): void {
    const { tick } = event;
    switch (event.kind) {
      case 'host-started':
        if (!this.#troubles.has(event.node)) this.#list(event.node).push({ kind: 'down', from: 0, to: tick });
        return this.#close(event.node, 'down', tick);
      case 'host-crashed':
        this.#close(event.node, 'paused', tick);
        return this.#begin(event.node, 'down', event);
      case 'host-paused':
        return this.#begin(event.node, 'paused', event);
      case 'host-resumed':
        return this.#close(event.node, 'paused', tick);
      case 'host-slowed':
        this.#close(event.node, 'slow', tick);
        return event.byTicks > 0 ? this.#begin(event.node, 'slow', event) : undefined;
      case 'clock-changed':
        return this.#clock(event.node, event.fault, event);
      case 'fault-installed': {
        const { kind: _, tick: from, ...trouble } = event;
        this.#openLinks.set(trouble.fault, { ...trouble, from, to: Infinity });
        return;
      }
      case 'fault-removed':
        return this.#closeLink(event.fault, tick);
      case 'loss-changed':
        this.#closeLink(LOSSY_WINDOW, tick);
        if (event.loss.numerator === 0) return;
        this.#openLinks.set(LOSSY_WINDOW, { fault: LOSSY_WINDOW, name: 'loss', from: tick, to: Infinity });
        return;
      case 'healed':
        for (const fault of [...this.#openLinks.keys()]) this.#closeLink(fault, tick);
        for (const node of this.#troubles.keys()) this.#close(node, 'slow', tick);
        return;
      default:
        return;
    }
  }

  /** A clock that is set right again has jumped once more. */
  #clock(node: NodeId, fault: string, event: RareEvent): void {
    this.#close(node, 'clock', event.tick);
    const wasOdd = this.#oddClocks.delete(node);
    if (fault === 'sound' && !wasOdd) return;
    this.#begin(node, 'clock', event);
    if (fault === 'sound' || JUMPS.includes(fault)) this.#close(node, 'clock', event.tick);
    if (fault !== 'sound') this.#oddClocks.add(node);
  }

  #begin(node: NodeId, kind: Trouble['kind'], by: RareEvent): void {
    const name = `${node} ${kind}`;
    if (!this.#open.has(name)) this.#open.set(name, { kind, from: by.tick, to: Infinity, by });
  }

  #close(node: NodeId, kind: Trouble['kind'], tick: number): void {
    const name = `${node} ${kind}`;
    const trouble = this.#open.get(name);
    if (trouble === undefined) return;
    this.#open.delete(name);
    this.#list(node).push({ ...trouble, to: tick });
  }

  #closeLink(fault: number, tick: number): void {
    const trouble = this.#openLinks.get(fault);
    if (trouble === undefined) return;
    this.#openLinks.delete(fault);
    this.#closedLinks.push({ ...trouble, to: tick });
  }

  #list(node: number): Trouble[] {
    const known = this.#troubles.get(node as NodeId);
    if (known !== undefined) return known;
    const fresh: Trouble[] = [];
    this.#troubles.set(node as NodeId, fresh);
    return fresh;
  }
}
