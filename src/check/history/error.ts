/** The history itself is not one: says where, what was found and what is allowed. Lines count from 1. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly line: number;

  constructor(line: number, problem: string) {
    super(`history line ${line}: ${problem}`);
    this.line = line;
  }
}
