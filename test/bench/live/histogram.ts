/** Buckets for each doubling: a percentile is told within 1.6 %. */
const PER_DOUBLING = 64;
const DOUBLINGS = 26;

/** How long things took, in microseconds, without keeping each of them. */
export class Histogram {
  readonly #counts = new Float64Array(PER_DOUBLING * DOUBLINGS);
  count = 0;
  #sum = 0;
  #most = 0;

  add(micros: number): void {
    const bucket = Math.floor(Math.log2(Math.max(1, micros)) * PER_DOUBLING);
    const at = Math.min(bucket, this.#counts.length - 1);
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.count += 1;
    this.#sum += micros;
    this.#most = Math.max(this.#most, micros);
  }

  /** Unit: milliseconds. */
  get mean(): number {
    return this.#sum / this.count / 1_000;
  }

  /** Unit: milliseconds. */
  get most(): number {
    return this.#most / 1_000;
  }

  /** @returns milliseconds */
  percentile(percent: number): number {
    let left = (this.count * percent) / 100;
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0) return 2 ** ((bucket + 1) / PER_DOUBLING) / 1_000;
    }
    return Number.NaN;
  }
}
