import type { Mutant } from './mutant.ts';

/** Mistakes in forgetting what was deleted or has expired. */
export const PURGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'purged-by-age',
    file: 'src/core/repair/purge.ts',
    find: 'const comparedAt = purgeCompares === 0 ? now : agreedAt(findings);',
    replace: 'const comparedAt = now;',
    breaks: 'a tombstone is purged when it is old, whoever is away',
  },
  {
    name: 'unlike-slice-purged',
    file: 'src/core/repair/purge.ts',
    find: '(purgeCompares === 1 && isUnlike(slice, findings))',
    replace: '(false)',
    breaks: 'a tombstone is purged though its slice was found unlike elsewhere',
  },
  {
    name: 'purged-before-its-time',
    file: 'src/core/repair/purge.ts',
    find: 'if (since + hintLifeTicks > comparedAt) break;',
    replace: 'if (since > comparedAt) break;',
    breaks: 'a tombstone is purged while writes of before it may be under way',
  },
  {
    name: 'nobody-is-missing',
    file: 'src/core/repair/company.ts',
    find: 'for (const member of this.#introduced) if (!this.#view.isMember(member)) return false;',
    replace: '',
    breaks: 'tombstones are purged without asking those who were removed and will be back',
  },
  {
    name: 'always-settled',
    file: 'src/core/repair/anti-entropy.ts',
    find: 'return this.#company.isWhole && this.#stabilizer.isQuiet && this.#journal.state.lost.size === 0;',
    replace: 'return true;',
    breaks: 'a node counts as settled though somebody is missing, or it owes or has lost records',
  },
  {
    name: 'floor-for-everybody',
    file: 'src/core/repair/floors.ts',
    find: 'return this.#company.ring?.preferenceList(key, this.#settings.replicas).includes(member) ?? false;',
    replace: 'return true;',
    breaks: 'the floor of who only stands in for an owner refuses what it never held',
  },
  {
    name: 'floor-after-loss',
    file: 'src/core/durability/durable-state.ts',
    find: 'return this.lost.size > 0 ? undefined : this.#floors.get(slice);',
    replace: 'return this.#floors.get(slice);',
    breaks: 'a replica refuses below its floors what its disk has lost',
  },
  {
    name: 'floor-refuses-nothing',
    file: 'src/core/repair/floors.ts',
    find: 'return this.speaksOf(key, this.#self) ? floor : undefined;',
    replace: 'return undefined;',
    breaks: 'what comes late is stored again though it was purged',
  },
  {
    name: 'floor-unknown-to-clocks',
    file: 'src/core/repair/anti-entropy.ts',
    find: 'return { ring: this.#view.fingerprint, counter: this.#clock.counter };',
    replace: 'return { ring: this.#view.fingerprint, counter: 0 };',
    breaks: 'versions are issued below a floor, and atomic puts acknowledged for being past it',
  },
  {
    name: 'refuted-value-kept',
    file: 'src/core/repair/anti-entropy.ts',
    find: 'this.#store.drop(key, effects);',
    replace: '',
    breaks: 'a value whose deletion the others have purged stays where it is',
  },
  {
    name: 'purged-value-confirmed',
    file: 'src/core/replication/replica.ts',
    find: 'if (message.request !== undefined && record.value !== null) return [];',
    replace: '',
    breaks: 'a reader is told that a purged value counts',
  },
  {
    name: 'expiry-names-a-write',
    file: 'src/core/repair/expiry.ts',
    find: 'const version = { ...record.version, expired: true } as const;',
    replace: 'const version = { ...record.version, counter: now } as const;',
    breaks: 'the end of a value takes its version from the clock, and ends whatever was written since',
  },
];
