import type { Mutant } from './mutant.ts';

/** Mistakes in keeping writes for replicas that are away. */
export const HINT_MUTANTS: readonly Mutant[] = [
  {
    name: 'hint-counted',
    file: 'src/core/replication/hinter.ts',
    find: 'return this.#settings.countHints === 1 || operation.sloppy === true;',
    replace: 'return true;',
    breaks: 'what a keeper holds for an absent replica counts for the quorum',
  },
  {
    name: 'snapshot-without-hints',
    file: 'src/core/durability/durable-state.ts',
    find: '        this.hints,\n',
    replace: '        [],\n',
    breaks: 'hints go with the part of the log that a snapshot replaces',
  },
  {
    name: 'hint-over-when-sent',
    file: 'src/core/repair/hand-off.ts',
    find: "effects.send(owner, { kind: 'store', request: undefined, records });",
    replace:
      "effects.send(owner, { kind: 'store', request: undefined, records });\n    for (const { key, version } of records) this.#journal.append({ kind: 'hint-over', owner, key, version }, effects);",
    breaks: 'a keeper forgets a hint that it has sent, arrived or not',
  },
  {
    name: 'older-hint-wins',
    file: 'src/core/repair/hint-shelf.ts',
    find: 'if (before !== undefined && compareVersion(before.record.version, record.version) > 0) return;',
    replace: '',
    breaks: 'a hint that becomes durable late replaces a newer one',
  },
];
