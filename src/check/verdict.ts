/**
 * What a checker says. `broken` always shows why: a witness that a reader can follow by hand.
 * `undecided` means that the checker gave up or was not told enough, never that it half believes.
 */
export type Verdict<Witness> =
  | { readonly kind: 'holds' }
  | { readonly kind: 'broken'; readonly witness: Witness }
  | Undecided;

export interface Undecided {
  readonly kind: 'undecided';
  readonly reason: string;
  /** True where nothing happened that the claim speaks of. */
  readonly vacuous?: true;
}

export const holds: { readonly kind: 'holds' } = Object.freeze({ kind: 'holds' });

export function broken<Witness>(witness: Witness): Verdict<Witness> {
  return { kind: 'broken', witness };
}

export function undecided(reason: string): Undecided {
  return { kind: 'undecided', reason };
}

/** There was nothing to judge. */
export function vacuous(reason: string): Undecided {
  return { kind: 'undecided', reason, vacuous: true };
}

/** One verdict for many parts: the first `broken` wins, then the first `undecided`; nothing at all holds. */
export function mergeVerdicts<Witness>(verdicts: Iterable<Verdict<Witness>>): Verdict<Witness> {
  let merged: Verdict<Witness> = holds;
  for (const verdict of verdicts) {
    if (verdict.kind === 'broken') return verdict;
    if (verdict.kind === 'undecided' && merged.kind === 'holds') merged = verdict;
  }
  return merged;
}
