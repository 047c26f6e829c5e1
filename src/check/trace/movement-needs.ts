import type { Key, NodeId } from '../../core/ids.ts';
import type { Told, TraceBook } from './book.ts';

/** The preference list of a key on one ring. */
export type PreferenceLists = (key: Key) => readonly number[];

interface Needs {
  /** Times that a node became a replica of a key that was there already, in the eyes of anybody. */
  readonly newcomers: number;
  /**
   * Writes that a replica did not take when it was asked, counted once for each write and replica; and those that it had
   * not told to have taken yet when a record was sent to it, since sender and writer could not know of each other.
   */
  readonly missed: number;
}

interface View {
  readonly members: Set<number>;
  /** The preference list of each key, as of the last look. */
  lists: Map<Key, readonly number[]>;
}

/**
 * Follows, tick by tick, what every live node believes about who should hold which key, and counts how often a node
 * comes onto a list on which nobody had it before.
 */
export class MovementNeeds {
  readonly #book: TraceBook;
  readonly #listsOf: (members: readonly number[]) => PreferenceLists;
  readonly #rings = new Map<string, PreferenceLists>();
  readonly #views = new Map<NodeId, View>();
  readonly #changed = new Set<NodeId>();
  /** How many live nodes have this node on this key's list. */
  readonly #believers = new Map<string, number>();
  readonly #keys = new Set<Key>();
  #newcomers = 0;

  constructor(book: TraceBook, listsOf: (members: readonly number[]) => PreferenceLists) {
    this.#book = book;
    this.#listsOf = listsOf;
  }

  count(): Needs {
    let tick = 0;
    for (const { event } of this.#eventsInOrder()) {
      if (event.tick !== tick) this.#look();
      tick = event.tick;
      if (event.kind === 'host-started')
        this.#views.set(event.node, { members: new Set([event.node]), lists: new Map() });
      if (event.kind === 'host-crashed') this.#forget(event.node);
      if (event.kind !== 'noted') continue;
      const { note, node } = event;
      if (note.kind === 'member-joined') this.#views.get(node)?.members.add(note.member);
      if (note.kind === 'member-removed') this.#views.get(node)?.members.delete(note.member);
      if (note.kind === 'member-joined' || note.kind === 'member-removed') this.#changed.add(node);
      if (note.kind === 'operation-judged' && note.success && note.verb !== 'read') this.#admit(note.key);
    }
    this.#look();
    return { newcomers: this.#newcomers, missed: this.#missed() };
  }

  #eventsInOrder(): readonly Told[] {
    const writes = [...this.#book.asked.values()].flatMap(({ judged }) => judged);
    return [...this.#book.detector, ...writes].sort((a, b) => a.at - b.at);
  }

  /** A key that nobody held before: those who are on its lists now get it from its writer. */
  #admit(key: Key): void {
    if (this.#keys.has(key)) return;
    this.#look();
    this.#keys.add(key);
    for (const view of this.#views.values()) this.#believe(view, key, this.#ringOf(view)(key), 'writer');
  }

  /** All views that changed within the tick that is over. */
  #look(): void {
    for (const node of this.#changed) {
      const view = this.#views.get(node);
      // A node that knows only itself has not joined yet: it owns nothing.
      if (view === undefined || view.members.size < 2) continue;
      const ring = this.#ringOf(view);
      for (const key of this.#keys) this.#believe(view, key, ring(key), 'holder');
    }
    this.#changed.clear();
  }

  #believe(view: View, key: Key, list: readonly number[], source: 'writer' | 'holder'): void {
    const before = view.lists.get(key) ?? [];
    view.lists.set(key, list);
    for (const node of list) {
      if (before.includes(node)) continue;
      if (this.#shift(key, node, 1) === 1 && source === 'holder') this.#newcomers += 1;
    }
    for (const node of before) if (!list.includes(node)) this.#shift(key, node, -1);
  }

  #forget(node: NodeId): void {
    const view = this.#views.get(node);
    this.#views.delete(node);
    for (const [key, list] of view?.lists ?? []) for (const member of list) this.#shift(key, member, -1);
  }

  /** @returns how many believe it now */
  #shift(key: Key, node: number, by: number): number {
    const name = `${node} ${key}`;
    const believers = (this.#believers.get(name) ?? 0) + by;
    this.#believers.set(name, believers);
    return believers;
  }

  #ringOf({ members }: View): PreferenceLists {
    const sorted = [...members].sort((a, b) => a - b);
    const name = sorted.join();
    const known = this.#rings.get(name);
    if (known !== undefined) return known;
    const ring = this.#listsOf(sorted);
    this.#rings.set(name, ring);
    return ring;
  }

  #missed(): number {
    const sends = this.#sendsByTarget();
    let missed = 0;
    for (const { requested, judged, decided } of this.#book.asked.values()) {
      const note = decided[0]?.note;
      const takes = judged.filter((judgement) => judgement.note.success && judgement.note.verb !== 'read');
      if (takes.length === 0 || note?.verb === 'read') continue;
      const begun = requested[0]?.at ?? 0;
      for (const node of note?.replicas ?? takes.map(({ event }) => event.node)) {
        const taken = takes.find(({ event }) => event.node === node)?.at ?? Infinity;
        const crossed = (sends.get(node) ?? []).some((at) => begun < at && at < taken);
        if (taken === Infinity || crossed) missed += 1;
      }
    }
    return missed;
  }

  #sendsByTarget(): ReadonlyMap<number, readonly number[]> {
    const sends = new Map<number, number[]>();
    for (const { at, event } of this.#book.detector) {
      if (event.kind !== 'noted' || event.note.kind !== 'records-sent') continue;
      const { target } = event.note;
      sends.set(target, [...(sends.get(target) ?? []), at]);
    }
    return sends;
  }
}
