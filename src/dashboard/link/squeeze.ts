/** The largest text that a link may unfold to; nobody writes a testcase of a megabyte by hand. */
const MOST_BYTES = 1_000_000;

/** A text in as few letters as a URL may hold: deflated, in base64 for URLs. */
export async function squeeze(text: string): Promise<string> {
  const bytes = await bytesOf(
    new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw')),
    Number.POSITIVE_INFINITY,
  );
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The text again. @throws Error where it is none, or larger than a link may be: a few letters can unfold to gigabytes */
export async function unfold(squeezed: string): Promise<string> {
  const letters = atob(squeezed.replaceAll('-', '+').replaceAll('_', '/'));
  const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const bytes = await bytesOf(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')),
    MOST_BYTES,
  );
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

async function bytesOf(stream: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    length += piece.value.length;
    if (length <= most) continue;
    await reader.cancel();
    throw new Error(`unfolds to more than ${most} bytes`);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
