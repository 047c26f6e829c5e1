import type { Mutant } from './mutant.ts';

/** Mistakes in keeping copies of records. */
export const CACHE_MUTANTS: readonly Mutant[] = [
  {
    name: 'lease-not-waited-for',
    file: 'src/core/cache/directory.ts',
    find: '      recall.waiting.push(acknowledgement);\n      return true;',
    replace: '      continue;',
    breaks: 'a replica tells of what is newer while somebody may be told what was there before',
  },
  {
    name: 'lease-ends-early',
    file: 'src/core/cache/directory.ts',
    find: 'return (now + leaseTicks + leaseMarginTicks) as Tick;',
    replace: 'return (now + Math.floor(leaseTicks / 2) + 0 * leaseMarginTicks) as Tick;',
    breaks: 'a replica takes a lease for over that its holder still counts on',
  },
  {
    name: 'lease-forgotten-at-restart',
    file: 'src/core/cache/directory.ts',
    find: "of.settings.cacheCoherence === 'lease' && of.incarnation > 1",
    replace: "of.settings.cacheCoherence === 'lease' && of.incarnation < 1",
    breaks: 'a replica that starts again speaks of keys that it has lent',
  },
  {
    name: 'lent-while-recalled',
    file: 'src/core/cache/directory.ts',
    find: 'if (!isSettled || this.#recalls.has(key)) return false;',
    replace: '',
    breaks: 'a replica lends what it is about to replace, or what the ring is about to move',
  },
  {
    name: 'any-lender-will-do',
    file: 'src/core/cache/question.ts',
    find: 'message.shared && this.#lent.take(from, records, nothing).length > 0',
    replace: 'message.shared',
    breaks: 'a copy is told though one replica alone has lent it',
  },
  {
    name: 'revoked-copy-stays',
    file: 'src/core/cache/cache.ts',
    find: '    else if (isOlder) this.#copies.delete(key);\n',
    replace: '',
    breaks: 'a copy that was called back is told on',
  },
  {
    name: 'revoked-question-counts',
    file: 'src/core/cache/cache.ts',
    find: '    for (const question of this.#questions.values()) if (question.key === key) question.isOutdated = true;\n    const copy',
    replace: '    const copy',
    breaks: 'what was called back while it was under way is kept',
  },
  {
    name: 'copy-outlives-its-lease',
    file: 'src/core/cache/cache.ts',
    find: 'const isHit = copy !== undefined && now < copy.until;',
    replace: 'const isHit = copy !== undefined;',
    breaks: 'a copy is told when its time is over',
  },
  {
    name: 'lease-from-the-answer',
    file: 'src/core/cache/cache.ts',
    find: 'until: after(asked, life as Ticks)',
    replace: 'until: after(after(asked, life as Ticks), life as Ticks)',
    breaks: 'a copy is told for longer than those who lent it wait',
  },
  {
    name: 'old-epoch-keeps-its-copies',
    file: 'src/core/node.ts',
    find: '    this.#caching?.cache.restart(now, effects);\n    this.#requests.restart(now, effects);',
    replace: '    this.#requests.restart(now, effects);',
    breaks: 'a copy from replicas of an earlier ring is told on, until its lease is over',
    escapes:
      'those who lent it wait for the lease before they hand over, and a copy is told no longer than that',
  },
  {
    name: 'handed-over-before-it-is-back',
    file: 'src/core/node.ts',
    find: '        this.#stabilizer.hasHandedOver && this.#caching?.directory.isLending(this.#now) !== true,',
    replace: '        this.#stabilizer.hasHandedOver,',
    breaks: 'replicas hand a range over while somebody may be told copies that they lent',
    escapes:
      'who is cut off must be suspected, and all be copied, before a change ends, which takes longer than a lease in each hunt',
  },
];
