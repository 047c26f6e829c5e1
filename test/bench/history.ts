import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Figure } from './measure.ts';

/** How many earlier runs are shown. */
const SHOWN = 5;

interface Past {
  readonly figures: readonly Figure[];
}

/** The figures of earlier runs on this machine, one run a line; kept beside what was built, and not tracked. */
export class BenchHistory {
  readonly #path: string;
  readonly #past: readonly Past[];

  constructor(path: string) {
    this.#path = path;
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    this.#past = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Past);
  }

  /** What this figure was lately, the latest last. */
  of(what: string): readonly number[] {
    const found = this.#past.flatMap(({ figures }) => figures.filter((figure) => figure.what === what));
    return found.slice(-SHOWN).map(({ value }) => value);
  }

  add(run: Past & { readonly node: string; readonly at: string }): void {
    appendFileSync(this.#path, `${JSON.stringify(run)}\n`);
  }
}
