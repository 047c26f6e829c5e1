/** Where in a testcase file something is; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mistake in a testcase. Shown with its place and what is allowed, never with a stack; exit status 3. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';
  readonly place: Place;
  readonly allowed: string;

  /** @param allowed what may stand there, as the end of the sentence "allowed: …" */
  constructor(place: Place, problem: string, allowed: string) {
    super(`${place.file}:${place.line}:${place.column}: ${problem}; allowed: ${allowed}`);
    this.place = place;
    this.allowed = allowed;
  }
}
