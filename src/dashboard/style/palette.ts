const NODES = 8;

/** Colours as the style sheet has them now, for what is drawn on a canvas; read once for each theme. */
export class Palette {
  readonly #known = new Map<string, string>();
  #theme = '';

  /** @param name a custom property without its dashes, such as `node-0` */
  of(name: string): string {
    const theme = document.documentElement.dataset['theme'] ?? '';
    if (theme !== this.#theme) {
      this.#known.clear();
      this.#theme = theme;
    }
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const colour = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
    this.#known.set(name, colour);
    return colour;
  }
}

/** The colour of a host, by its number from 1; where there are more hosts than colours they are told apart by their names. */
export function nodeColour(host: number): string {
  return `node-${(host - 1) % NODES}`;
}
