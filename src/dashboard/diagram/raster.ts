/** How strongly so many lines over one point show. */
const STRENGTH = Array.from({ length: 256 }, (_, count) => Math.round(255 * (1 - 0.72 ** count)));

/**
 * Very many thin lines at once: how many cross each point is counted, and then shown as strength of colour. A thousand
 * strokes of a canvas take as long as a hundred thousand of these.
 */
export class Raster {
  #width = 0;
  #height = 0;
  #counts = new Uint8Array();
  #groups = new Uint8Array();
  #image: ImageData | undefined;

  /** Empty, and of this size in points. */
  clear(width: number, height: number): void {
    if (width !== this.#width || height !== this.#height) {
      this.#width = width;
      this.#height = height;
      this.#counts = new Uint8Array(width * height);
      this.#groups = new Uint8Array(width * height);
      this.#image = new ImageData(Math.max(1, width), Math.max(1, height));
      return;
    }
    this.#counts.fill(0);
  }

  /** @param group whose colour it has; where several cross, the largest shows */
  line(x1: number, y1: number, x2: number, y2: number, group: number): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
    const [dx, dy] = [(x2 - x1) / steps, (y2 - y1) / steps];
    const counts = this.#counts;
    const groups = this.#groups;
    const width = this.#width;
    let x = x1;
    let y = y1;
    for (let step = 0; step <= steps; step += 1) {
      if (x >= 0 && x < width && y >= 0 && y < this.#height) {
        const at = (y | 0) * width + (x | 0);
        const count = counts[at] as number;
        if (count === 0 || group > (groups[at] as number)) groups[at] = group;
        if (count < 255) counts[at] = count + 1;
      }
      x += dx;
      y += dy;
    }
  }

  /** @param colours of the groups, as 0xBBGGRR */
  finish(colours: readonly number[]): ImageData | undefined {
    const image = this.#image;
    if (image === undefined) return undefined;
    const points = new Uint32Array(image.data.buffer);
    const counts = this.#counts;
    for (let at = 0; at < counts.length; at += 1) {
      const count = counts[at] as number;
      points[at] =
        count === 0
          ? 0
          : ((STRENGTH[count] as number) << 24) | (colours[this.#groups[at] as number] as number);
    }
    return image;
  }
}

/** `#rrggbb` as a raster wants it. */
export function rasterColour(hex: string): number {
  const word = Number.parseInt(hex.replace('#', ''), 16);
  return ((word & 0xff) << 16) | (word & 0xff00) | ((word >> 16) & 0xff);
}
