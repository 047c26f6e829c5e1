import type { Mutant } from './mutant.ts';

/** Mistakes in telling watchers what changed. */
export const WATCH_MUTANTS: readonly Mutant[] = [
  {
    name: 'watch-believes-one',
    file: 'src/core/watch/poll.ts',
    find: '      if (!ballot.electorate.isMet(alike)) continue;\n',
    replace: '',
    breaks: 'a watcher is told what one replica holds',
  },
  {
    name: 'watch-asks-once',
    file: 'src/core/watch/watch.ts',
    find: 'for (const member of this.#view.members) this.#waiting.add(member as NodeId);',
    replace:
      'for (const member of this.#view.members) if (!this.#cursors.has(member as NodeId)) this.#waiting.add(member as NodeId);',
    breaks: 'a question that was lost is not repeated, and that member is not heard of any more',
  },
  {
    name: 'watch-gives-up-on-keys',
    file: 'src/core/watch/watch.ts',
    find: 'for (const key of this.#poll?.open ?? []) this.#open.add(key);',
    replace: '',
    breaks: 'a key that no quorum agreed on when it was asked for is not asked for again',
  },
];
