/** How a text stands out. Handed in, so that only the command line knows of terminals. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly strong: (text: string) => string;
}

const same = (text: string): string => text;

/** No colour: for files, pipes and those who asked for none. */
export const PLAIN: Paint = { good: same, bad: same, faint: same, strong: same };
