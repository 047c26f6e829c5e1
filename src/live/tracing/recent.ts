/** A map that keeps so many entries, those that were set last. */
export class Recent<Name, Value> {
  readonly #most: number;
  readonly #all = new Map<Name, Value>();

  constructor(most: number) {
    this.#most = most;
  }

  get(name: Name): Value | undefined {
    return this.#all.get(name);
  }

  set(name: Name, value: Value): void {
    this.#all.delete(name);
    this.#all.set(name, value);
    if (this.#all.size <= this.#most) return;
    for (const oldest of this.#all.keys()) {
      this.#all.delete(oldest);
      return;
    }
  }

  delete(name: Name): void {
    this.#all.delete(name);
  }
}
