import type { Mutant } from './mutant.ts';

/** Mistakes in knowing who is there. */
export const MEMBERSHIP_MUTANTS: readonly Mutant[] = [
  {
    name: 'removed-in-haste',
    file: 'src/core/membership/roster.ts',
    find: 'const quietSince = now - this.#settings.suspectAfterTicks;\n    const goneSince = now - this.#settings.removeAfterTicks;',
    replace:
      'const quietSince = now - this.#settings.gossipIntervalTicks;\n    const goneSince = now - this.#settings.suspectAfterTicks / 2;',
    breaks: 'members are removed before their heartbeats can have come round',
  },
  {
    name: 'removed-late',
    file: 'src/core/membership/roster.ts',
    find: 'const goneSince = now - this.#settings.removeAfterTicks;',
    replace: 'const goneSince = now - 2 * this.#settings.removeAfterTicks;',
    breaks: 'a failed member stays twice as long',
  },
  {
    name: 'never-removed',
    file: 'src/core/membership/roster.ts',
    find: "this.#listener(gone ? 'removed' : 'suspected', this.#roll.ids[row] as NodeId);",
    replace: "if (!gone) this.#listener('suspected', this.#roll.ids[row] as NodeId);",
    breaks: 'nobody else is told of a removal: the ring keeps the dead',
  },
  {
    name: 'removal-counts-from-news',
    file: 'src/core/membership/roster.ts',
    find: 'const gone = !isAfter(this.#sentAt[row] as number, goneSince);',
    replace: 'const gone = !isAfter(this.#newsAt[row] as number, goneSince);',
    breaks: 'the time until removal counts from when a beat was heard, not from when it was sent',
  },
  {
    name: 'join-not-retried',
    file: 'src/core/membership/membership.ts',
    find: 'if (!this.#admitted) this.#ask(now, effects);',
    replace: '',
    breaks: 'a node whose request to join is lost waits for ever',
  },
  {
    name: 'join-with-stale-beat',
    file: 'src/core/membership/heartbeat.ts',
    find: "const message = { kind: 'join', incarnation, beat } as const;",
    replace: "const message = { kind: 'join', incarnation: 1, beat: 0 } as const;",
    breaks: 'a node that is back asks to join as if it had never been there',
    escapes: 'once let in, the node gossips itself, and its own word counts for more than its request',
  },
  {
    name: 'new-life-ignored',
    file: 'src/core/membership/roster.ts',
    find: 'else if (id !== this.self) this.#reincarnate(row, list.roll, theirs);',
    replace: '',
    breaks: 'a node that is back is taken for its former self, and its beats for old ones',
  },
  {
    name: 'no-knocking',
    file: 'src/core/membership/heartbeat.ts',
    find: 'this.#knock(message, effects);',
    replace: '',
    breaks: 'the halves of a healed partition do not find each other',
  },
  {
    name: 'old-rumour-revives',
    file: 'src/core/membership/roster.ts',
    find: 'if (state === REMOVED && isAfter(now - this.#settings.suspectAfterTicks, sentAt)) return;',
    replace: '',
    breaks: 'the tail of an old rumour brings a removed member back for a moment',
    escapes: 'it is a member for a moment and is removed again in time; no checker counts how often',
  },
  {
    name: 'silent-members-gossiped',
    file: 'src/core/membership/roster.ts',
    find: 'for (const row of this.#silent) words[start + row] = UNTOLD;',
    replace: '',
    breaks: 'suspected and removed members are gossiped about',
    escapes: 'a beat says when it was sent, so that telling an old one again changes nothing',
  },
];
