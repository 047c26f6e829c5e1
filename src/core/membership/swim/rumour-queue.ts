/**
 * Members of whom there is news to pass on, those that were passed on least first, so that a burst of changes does not
 * keep the latest of them back. Source: Das, Gupta, Motivala, SWIM, DSN 2002, §4.1.
 */
export class RumourQueue {
  /** How often the news of each member was sent. */
  readonly #sent = new Map<number, number>();
  /** Members by how often they were sent, in order of queueing; one whose number in `sent` differs is there no more. */
  readonly #piles: Pile[] = [];

  get isEmpty(): boolean {
    return this.#sent.size === 0;
  }

  /** There is news of a member; what was told of it before is outdated. */
  add(member: number): void {
    if (this.#sent.get(member) === 0) return;
    this.#sent.set(member, 0);
    this.#pile(0).members.push(member);
  }

  /**
   * Whom to tell of next.
   * @param copies how many messages will carry it
   * @param limit news is over that was sent so often
   */
  take(most: number, copies: number, limit: number): readonly number[] {
    const taken: number[] = [];
    if (this.isEmpty) return taken;
    for (let sent = 0; sent < this.#piles.length && taken.length < most; sent += 1) {
      const pile = this.#pile(sent);
      for (; pile.read < pile.members.length && taken.length < most; pile.read += 1) {
        const member = pile.members[pile.read] as number;
        if (this.#sent.get(member) !== sent) continue;
        taken.push(member);
        if (sent + copies >= limit) this.#sent.delete(member);
        else this.#sent.set(member, sent + copies);
      }
      shorten(pile);
    }
    for (const member of taken) {
      const sent = this.#sent.get(member);
      if (sent !== undefined) this.#pile(sent).members.push(member);
    }
    return taken;
  }

  #pile(sent: number): Pile {
    while (this.#piles.length <= sent) this.#piles.push({ members: [], read: 0 });
    return this.#piles[sent] ?? { members: [], read: 0 };
  }
}

interface Pile {
  members: number[];
  /** How many of them were taken already. */
  read: number;
}

/** What was read is let go of when it is most of the pile. */
function shorten(pile: Pile): void {
  if (2 * pile.read < pile.members.length) return;
  pile.members = pile.members.slice(pile.read);
  pile.read = 0;
}
