const CHUNK_CHARACTERS = 65_536;

/** Gathers lines into chunks of about 64 KiB and hands each to `emit`, so that a log of any length needs little memory. */
export class LineBuffer {
  readonly #emit: (chunk: string) => void;
  #pending = '';

  constructor(emit: (chunk: string) => void) {
    this.#emit = emit;
  }

  /** @param line without its line end */
  add(line: string): void {
    this.#pending += `${line}\n`;
    if (this.#pending.length >= CHUNK_CHARACTERS) this.flush();
  }

  /** Emits what is left. */
  flush(): void {
    if (this.#pending === '') return;
    this.#emit(this.#pending);
    this.#pending = '';
  }
}
