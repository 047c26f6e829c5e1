/** A short tour of one scenario. */
export interface Lesson {
  readonly title: string;
  /** What it teaches, in a sentence. */
  readonly gist: string;
  /** A testcase of the shelf. */
  readonly file: string;
  readonly seed?: number;
  readonly steps: readonly Step[];
}

/** Where to stop, and what to look for there. */
export interface Step {
  readonly tick: number;
  readonly say: string;
  /** The panel to open. */
  readonly tab?: 'verdicts' | 'nodes' | 'key' | 'events' | 'touch' | 'charts';
  readonly node?: number;
  readonly key?: string;
}
