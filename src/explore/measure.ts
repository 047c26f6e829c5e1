import type { Verb } from '../core/operation.ts';
import type { TraceEvent } from '../trace/event.ts';

/** What a run was like, in numbers that mean the same in every world. Delays in ticks, ascending. */
export interface Measured {
  readonly asked: number;
  readonly ok: number;
  readonly failed: number;
  /** Answered so, or not at all. */
  readonly unknown: number;
  /** From the question to an answer that was ok. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  /** From a crash until another node suspected, or removed, who was down; one for each that noticed. */
  readonly suspected: readonly number[];
  readonly removed: readonly number[];
}

/** Measures one run. Is told all its events, in order; packets mean nothing to it. */
export class Measure {
  #asked = 0;
  #ok = 0;
  #failed = 0;
  readonly #reads: number[] = [];
  readonly #writes: number[] = [];
  readonly #suspected: number[] = [];
  readonly #removed: number[] = [];
  readonly #open = new Map<number, { readonly tick: number; readonly verb: Verb }>();
  readonly #down = new Map<number, number>();

  add(event: TraceEvent): void {
    switch (event.kind) {
      case 'requested':
        this.#asked += 1;
        this.#open.set(event.request, { tick: event.tick, verb: event.operation.kind });
        return;
      case 'gave-up':
        this.#open.delete(event.request);
        return;
      case 'replied': {
        const call = this.#open.get(event.request);
        this.#open.delete(event.request);
        if (call === undefined) return;
        if (event.outcome.kind === 'failed') this.#failed += 1;
        if (event.outcome.kind !== 'ok') return;
        this.#ok += 1;
        (call.verb === 'read' ? this.#reads : this.#writes).push(event.tick - call.tick);
        return;
      }
      case 'host-crashed':
        this.#down.set(event.node, event.tick);
        return;
      case 'host-started':
        this.#down.delete(event.node);
        return;
      case 'noted': {
        const { note, tick } = event;
        if (note.kind !== 'member-suspected' && note.kind !== 'member-removed') return;
        const since = this.#down.get(note.member);
        if (since === undefined) return;
        (note.kind === 'member-suspected' ? this.#suspected : this.#removed).push(tick - since);
        return;
      }
      default:
        return;
    }
  }

  end(): Measured {
    const [asked, ok, failed] = [this.#asked, this.#ok, this.#failed];
    const inOrder = (delays: readonly number[]) => [...delays].sort((a, b) => a - b);
    return {
      ...{ asked, ok, failed, unknown: asked - ok - failed },
      reads: inOrder(this.#reads),
      writes: inOrder(this.#writes),
      suspected: inOrder(this.#suspected),
      removed: inOrder(this.#removed),
    };
  }
}
