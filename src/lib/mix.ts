/**
 * Integer hashing: MurmurHash3, 32-bit (Austin Appleby, public domain).
 * Every value is a 32-bit integer; results are exact on every machine.
 */

/** Absorbs one word into the state `h`. */
export function absorb(h: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const mixed = h ^ Math.imul(k, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** Finaliser: every input bit reaches every output bit. Returns a signed 32-bit integer. */
export function finish(h: number): number {
  let x = h ^ (h >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** Hash of a text's UTF-16 code units. Returns a signed 32-bit integer, which engines keep out of the heap. */
export function hashText(text: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < text.length; i += 1) h = absorb(h, text.charCodeAt(i));
  return finish(h ^ text.length);
}
