/** What stands in the head of a request below its first line. */
interface Head {
  readonly contentLength: number | undefined;
  readonly authorization: string | undefined;
}

/** A request for a key that asks nothing special. */
export interface PlainRequest {
  readonly authorization: string | undefined;
  readonly method: 'GET' | 'PUT';
  /** Behind `/kv/`. */
  readonly path: string;
  readonly query: string;
  readonly text: string;
  /** Of the whole request. */
  readonly bytes: number;
}

/** Longer heads are not plain. */
const MOST_HEAD_BYTES = 4_096;
/** These say nothing that changes the answer; with any other a request is not plain. */
const PLAIN_HEADERS: ReadonlySet<string> = new Set([
  ...['host', 'user-agent', 'accept', 'accept-encoding', 'accept-language', 'sec-fetch-mode'],
  ...['content-type', 'content-length', 'connection', 'authorization'],
]);
const START = '/kv/';
const VERSION = ' HTTP/1.1';
/** What stands behind `/kv/` in the first line: nothing that only a parser of URLs understands. */
const TARGET = /^[!"$-;=?@-~]+$/;
const HEADER = /^([a-z-]+):[ \t]*([ -~]*?)[ \t]*$/i;

/** Reads plain requests of one connection: those that are whole, at the front of what has come. */
export class PlainReader {
  /** The same client says the same again. */
  #said = '';
  #head: Head | undefined;

  /** @returns undefined for what a whole server of HTTP has to look at */
  read(bytes: Buffer): PlainRequest | undefined {
    const start = bytes.toString('latin1', 0, Math.min(bytes.length, MOST_HEAD_BYTES));
    const isPut = start.startsWith('PUT ');
    if ((!isPut && !start.startsWith('GET ')) || !start.startsWith(START, 4)) return undefined;
    const lineEnd = start.indexOf('\r\n');
    const end = start.indexOf('\r\n\r\n', lineEnd);
    if (end <= lineEnd || !start.endsWith(VERSION, lineEnd)) return undefined;
    const target = start.slice(4 + START.length, lineEnd - VERSION.length);
    if (!TARGET.test(target)) return undefined;
    const head = this.#headOf(start.slice(lineEnd + 2, end));
    if (head === undefined) return undefined;
    const { contentLength } = head;
    if (isPut !== (contentLength !== undefined)) return undefined;
    const whole = end + 4 + (contentLength ?? 0);
    if (whole > bytes.length) return undefined;
    const text = contentLength === undefined ? '' : bytes.toString('utf8', end + 4, whole);
    const mark = target.indexOf('?');
    return {
      method: isPut ? 'PUT' : 'GET',
      path: mark === -1 ? target : target.slice(0, mark),
      query: mark === -1 ? '' : target.slice(mark + 1),
      authorization: head.authorization,
      text,
      bytes: whole,
    };
  }

  #headOf(said: string): Head | undefined {
    if (said !== this.#said) {
      this.#said = said;
      this.#head = readHead(said);
    }
    return this.#head;
  }
}

function readHead(said: string): Head | undefined {
  const values = new Map<string, string>();
  for (const line of said.split('\r\n')) {
    const [, given = '', value = ''] = HEADER.exec(line) ?? [];
    const name = given.toLowerCase();
    if (!PLAIN_HEADERS.has(name) || values.has(name)) return undefined;
    values.set(name, value);
  }
  const length = values.get('content-length');
  const stays = (values.get('connection') ?? 'keep-alive').toLowerCase() === 'keep-alive';
  if (!stays || !values.has('host') || (length !== undefined && !/^\d{1,8}$/.test(length))) return undefined;
  return {
    contentLength: length === undefined ? undefined : Number(length),
    authorization: values.get('authorization'),
  };
}
