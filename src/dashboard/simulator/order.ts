/** A testcase as text, and the seed to run it under; undefined: its own. */
export interface Order {
  /** Its name; the ending says how the text is read. */
  readonly file: string;
  readonly text: string;
  readonly seed: number | undefined;
  /** What is done to the world besides: entries of `faults` as a scenario file has them. */
  readonly changes: readonly Change[];
}

/** An entry of `faults`: plain JSON. */
export type Change = { readonly at: number } & Readonly<Record<string, unknown>>;
