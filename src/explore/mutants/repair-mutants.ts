import type { Mutant } from './mutant.ts';

/** Mistakes in giving every key its replicas back. */
export const REPAIR_MUTANTS: readonly Mutant[] = [
  {
    name: 'surplus-kept',
    file: 'src/core/repair/stabilizer.ts',
    find: 'this.#store.drop(key, effects);',
    replace: '',
    breaks: 'a node that owns a key no longer keeps its copy',
  },
  {
    name: 'stale-ring',
    file: 'src/core/node.ts',
    find: 'this.#view.invalidate();',
    replace: '',
    breaks: 'a node goes on with the ring it saw first',
  },
  {
    name: 'newcomer-not-offered',
    file: 'src/core/repair/plan-offers.ts',
    find: 'targets: after.filter((replica) => replica !== self && !before.includes(replica)),',
    replace: 'targets: [],',
    breaks: 'replicas that stay offer nothing to those that are new',
  },
  {
    name: 'former-owner-silent',
    file: 'src/core/repair/plan-offers.ts',
    find: 'if (!after.includes(self)) return { targets: after, rank: survivors.length };',
    replace: 'if (!after.includes(self)) return { targets: [], rank: survivors.length };',
    breaks: 'who owns a key no longer offers it to nobody, and so never lets go',
  },
  {
    name: 'offer-not-repeated',
    file: 'src/core/repair/offer-book.ts',
    find: 'keys.set(key, now + retryAfter);',
    replace: 'keys.set(key, 1e9);',
    breaks: 'an offer that is lost is never made again',
  },
  {
    name: 'dropped-at-first-confirmation',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (!this.#book.settle(from, key) || this.#book.isOpen(key)) continue;',
    replace: 'if (!this.#book.settle(from, key)) continue;',
    breaks: 'a former owner drops its copy when one replica has confirmed, not all',
  },
  {
    name: 'dropped-unasked',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (this.#view.replicasOf(key).includes(this.#self) || record === undefined) continue;',
    replace: 'if (record === undefined) continue;',
    breaks: 'an owner drops its copy once the others have confirmed theirs',
  },
  {
    name: 'tombstone-not-offered',
    file: 'src/core/repair/stabilizer.ts',
    find: 'if (record !== undefined) records.push(record);',
    replace: 'if (record !== undefined && record.value !== null) records.push(record);',
    breaks: 'deletions are not handed over',
  },
  {
    name: 'any-version-will-do',
    file: 'src/core/replication/replica.ts',
    find: 'const has = record !== undefined && compareVersion(record.version, entry.version) >= 0;',
    replace: 'const has = record !== undefined;',
    breaks: 'a replica that holds an older version declines a newer one',
  },
  {
    name: 'wanted-from-everybody',
    file: 'src/core/replication/replica.ts',
    find: 'if (before !== undefined && now - before < this.#patienceTicks) return false;',
    replace: '',
    breaks: 'a replica asks each who offers for a copy that is already on its way',
  },
  {
    name: 'wanted-only-once',
    file: 'src/core/replication/replica.ts',
    find: 'if (before !== undefined && now - before < this.#patienceTicks) return false;',
    replace: 'if (before !== undefined) return false;',
    breaks: 'a replica whose copy got lost on its way never asks for it again',
  },
  {
    name: 'everything-wanted',
    file: 'src/core/replication/replica.ts',
    find: 'if (has) held.push(entry);\n      else if (this.#want(entry.key, now)) wanted.push(entry);',
    replace: 'wanted.push(entry);',
    breaks: 'replicas ask for copies that they hold: far more records move than need to',
  },
];
