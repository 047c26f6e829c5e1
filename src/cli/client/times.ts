/** How long what was asked for took, by what it was. Unit: milliseconds. */
export class Times {
  readonly #took = new Map<string, number[]>();

  add(what: string, milliseconds: number): void {
    const known = this.#took.get(what);
    if (known === undefined) this.#took.set(what, [milliseconds]);
    else known.push(milliseconds);
  }

  /** A table, a line for each kind of question; none where nothing was asked. */
  lines(): readonly string[] {
    if (this.#took.size === 0) return [];
    const head = row('', 'times', 'mean', 'median', 'slowest');
    const rows = [...this.#took].map(([what, took]) => {
      const sorted = took.toSorted((a, b) => a - b);
      const mean = took.reduce((sum, one) => sum + one, 0) / took.length;
      const shown = [mean, sorted[sorted.length >> 1] ?? 0, sorted.at(-1) ?? 0];
      return row(what, String(took.length), ...shown.map((one) => `${one.toFixed(1)} ms`));
    });
    return [head, ...rows];
  }
}

function row(what: string, ...cells: readonly string[]): string {
  return what.padEnd(10) + cells.map((cell) => cell.padStart(10)).join('');
}
