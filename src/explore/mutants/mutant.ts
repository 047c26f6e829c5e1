/** One small mistake planted in the core: in `file`, the text `find`, which stands there once, becomes `replace`. */
export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** What this does to the store, in words. */
  readonly breaks: string;
  /** Why no checker can report it, where that is known. */
  readonly escapes?: string;
}

/** The source of a mutant's file with the mistake in it; undefined where the text does not stand there exactly once. */
export function mutated({ find, replace }: Mutant, source: string): string | undefined {
  const [before, after, ...more] = source.split(find);
  return before === undefined || after === undefined || more.length > 0
    ? undefined
    : before + replace + after;
}
