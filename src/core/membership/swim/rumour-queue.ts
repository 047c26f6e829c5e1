/**
 * Members of whom there is news to pass on, those that were passed on least first, so that a burst of changes does not
 * keep the latest of them back. Source: Das, Gupta, Motivala, SWIM, DSN 2002, §4.1.
 */
export class RumourQueue {
  /** How often the news of each member was sent. */
  readonly #sent = new Map<number, number>();
  /** Members by how often they were sent, in order of queueing; one whose number in `sent` differs is there no more. */
  readonly #piles: number[][] = [];

  get isEmpty(): boolean {
    return this.#sent.size === 0;
  }

  /** There is news of a member; what was told of it before is outdated. */
  add(member: number): void {
    if (this.#sent.get(member) === 0) return;
    this.#sent.set(member, 0);
    this.#pile(0).push(member);
  }

  /**
   * Whom to tell of next.
   * @param copies how many messages will carry it
   * @param limit news is over that was sent so often
   */
  take(most: number, copies: number, limit: number): readonly number[] {
    const taken: number[] = [];
    for (const [sent, pile] of this.#piles.entries()) {
      let read = 0;
      for (; read < pile.length && taken.length < most; read += 1) {
        const member = pile[read] as number;
        if (this.#sent.get(member) !== sent) continue;
        taken.push(member);
        if (sent + copies >= limit) this.#sent.delete(member);
        else this.#sent.set(member, sent + copies);
      }
      pile.splice(0, read);
    }
    for (const member of taken) {
      const sent = this.#sent.get(member);
      if (sent !== undefined) this.#pile(sent).push(member);
    }
    return taken;
  }

  #pile(sent: number): number[] {
    while (this.#piles.length <= sent) this.#piles.push([]);
    const pile = this.#piles[sent];
    return pile ?? [];
  }
}
