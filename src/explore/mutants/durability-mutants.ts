import type { Mutant } from './mutant.ts';

/** Mistakes in what a node still knows when it starts again. */
export const DURABILITY_MUTANTS: readonly Mutant[] = [
  {
    name: 'acknowledged-before-durable',
    file: 'src/core/durability/journal.ts',
    find: 'if (this.#unsynced.length === 0 || ',
    replace: 'if (true || ',
    breaks: 'a replica acknowledges what a crash still takes away',
  },
  {
    name: 'log-not-read',
    file: 'src/core/durability/journal.ts',
    find: 'for (const entry of recovered.entries) this.state.apply(entry);',
    replace: '',
    breaks: 'a node starts again with an empty store',
  },
  {
    name: 'snapshot-covers-the-unsynced',
    file: 'src/core/durability/journal.ts',
    find: 'const upTo = this.#durableBelow;',
    replace: 'const upTo = this.#nextIndex;',
    breaks: 'a snapshot stands for entries that it does not have',
  },
  {
    name: 'life-left-out-of-version',
    file: 'src/core/node.ts',
    find: 'settings.versionNamesLife === 1 ? incarnation : 1',
    replace: '1',
    breaks: 'a coordinator that lost unsynced writes issues their versions again',
  },
  {
    name: 'members-not-remembered',
    file: 'src/core/node.ts',
    find: 'settings.rememberMembers === 1 ? [...this.#journal.state.members] : []',
    replace: 'settings.rememberMembers === 2 ? [...this.#journal.state.members] : []',
    breaks: 'a node that starts again takes those it has met since for the whole ring',
  },
  {
    name: 'restarts-not-fenced',
    file: 'src/core/serving.ts',
    find: 'node !== this.#parts.id || incarnation === this.#parts.incarnation',
    replace: 'true',
    breaks: 'a write that was meant for a replica’s earlier life is judged by its next one',
  },
  {
    name: 'refusal-not-remembered',
    file: 'src/core/replication/replica.ts',
    find: 'this.#refusals.of(record) ?? judge(message, known);',
    replace: 'judge(message, known);',
    breaks: 'a replica takes the second copy of a write that it has refused',
  },
  {
    name: 'rot-vouched-for',
    file: 'src/core/durability/relearning.ts',
    find: 'if (lost.size === 0 || this.#settings.vouchForWhole === 0) return true;',
    replace: 'return true;',
    breaks: 'a replica whose disk lost entries answers as if nothing had been written',
  },
  {
    name: 'relearnt-from-one',
    file: 'src/core/durability/relearning.ts',
    find: 'return told > replicas.length - this.#view.quorum;',
    replace: 'return told > 0;',
    breaks: 'a replica whose disk lost entries believes the first who tells it something',
  },
  {
    name: 'relearnt-page-not-held',
    file: 'src/core/durability/relearning.ts',
    find: 'if (wanted.length > 0) {',
    replace: 'if (false) {',
    breaks:
      'a replica whose disk lost entries takes names for records: it vouches for what it has only heard of',
  },
  {
    name: 'relearnt-without-comparing',
    file: 'src/core/durability/relearning.ts',
    find: ' && this.#hasCompared(member);',
    replace: ';',
    breaks: 'a replica whose disk lost a deletion keeps what the others have purged',
  },
];
