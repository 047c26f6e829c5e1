/** Messages in the order of their sending; `took` is −1 for those that never ended. */
export interface Spans {
  readonly sent: readonly number[];
  readonly took: readonly number[];
}

const BLOCK = 256;

/** Finds the messages under way within a stretch of time, without looking at all of them: whole blocks are passed over. */
export class SpanIndex {
  readonly #spans: Spans;
  /** By block: the latest end of a message in it. */
  readonly #ends: number[] = [];

  constructor(spans: Spans) {
    this.#spans = spans;
    for (let first = 0; first < spans.sent.length; first += BLOCK) {
      let latest = 0;
      for (let at = first; at < Math.min(first + BLOCK, spans.sent.length); at += 1)
        latest = Math.max(latest, this.endOf(at));
      this.#ends.push(latest);
    }
  }

  endOf(at: number): number {
    const took = this.#spans.took[at] ?? 0;
    return (this.#spans.sent[at] ?? 0) + Math.max(0, took);
  }

  visit(from: number, to: number, visitor: (at: number) => void): void {
    const { sent } = this.#spans;
    for (const [block, end] of this.#ends.entries()) {
      const first = block * BLOCK;
      if ((sent[first] ?? 0) > to) return;
      if (end < from) continue;
      for (let at = first; at < Math.min(first + BLOCK, sent.length); at += 1) {
        if ((sent[at] ?? 0) > to) return;
        if (this.endOf(at) >= from) visitor(at);
      }
    }
  }
}
