import type { IncomingHttpHeaders } from 'node:http';
import type { Key } from '../../core/ids.ts';
import { key } from '../../core/ids.ts';
import type { Level, Token } from '../../core/operation.ts';
import type { Ticks } from '../../core/time.ts';
import { ticks } from '../../core/time.ts';
import { badRequest, Problem } from './problem.ts';

export const LEVELS = ['one', 'quorum', 'linearizable', 'cas'] as const satisfies readonly Level[];
export const LARGEST_KEY_BYTES = 1_024;
const LONGEST_TIMEOUT_MS = 60_000;
const LONGEST_TTL_MS = 10 * 365 * 24 * 3_600_000;
const MOST_LISTED = 10_000;

const NONE = new URLSearchParams();

/** What stands behind the question mark, with the names that are allowed there. @throws Problem */
export class Parameters {
  readonly #given: URLSearchParams;
  /** The client's own name of what it asks for: through the register of a key it happens once. */
  readonly token: Token | undefined;

  constructor(query: string, allowed: readonly string[], headers: IncomingHttpHeaders = {}) {
    this.token = tokenOf(headers);
    this.#given = query === '' ? NONE : new URLSearchParams(query);
    if (query === '') return;
    for (const name of this.#given.keys())
      if (!allowed.includes(name))
        throw badRequest(`there is no parameter '${name}' here; allowed: ${allowed.join(', ')}`);
  }

  get level(): Level | undefined {
    const level = this.#given.get('level');
    if (level === null) return undefined;
    const known = LEVELS.find((word) => word === level);
    if (known === undefined) throw badRequest(`level is '${level}'; allowed: ${LEVELS.join(', ')}`);
    return known;
  }

  get timeoutMs(): number | undefined {
    return this.#whole('timeout_ms', 1, LONGEST_TIMEOUT_MS);
  }

  get ttl(): Ticks | undefined {
    const given = this.#whole('ttl_ms', 1, LONGEST_TTL_MS);
    return given === undefined ? undefined : ticks(given);
  }

  get limit(): number {
    return this.#whole('limit', 1, MOST_LISTED) ?? 100;
  }

  get prefix(): string {
    return this.#given.get('prefix') ?? '';
  }

  get sloppy(): boolean {
    const given = this.#given.get('sloppy');
    if (given !== null && given !== 'true' && given !== 'false')
      throw badRequest(`sloppy is '${given}'; allowed: true, false`);
    return given === 'true';
  }

  /** The cursor of the page before, unwrapped. */
  get after(): Key | undefined {
    const cursor = this.#given.get('cursor');
    if (cursor === null) return undefined;
    const bytes = Buffer.from(cursor, 'base64url');
    if (bytes.length === 0 || bytes.toString('base64url') !== cursor)
      throw badRequest('cursor is none that a page has told; leave it out for the first page');
    return key(bytes.toString());
  }

  /** Where a watch goes on. */
  get position(): string | undefined {
    return this.#given.get('after') ?? undefined;
  }

  /** All values of `key`. */
  get keys(): readonly Key[] {
    return this.#given.getAll('key').map(checkedKey);
  }

  #whole(name: string, least: number, most: number): number | undefined {
    const given = this.#given.get(name);
    if (given === null) return undefined;
    const value = Number(given);
    if (!/^\d+$/.test(given) || value < least || value > most)
      throw badRequest(`${name} is '${given}'; allowed: whole numbers from ${least} to ${most}`);
    return value;
  }
}

function tokenOf(headers: IncomingHttpHeaders): Token | undefined {
  const { 'idempotency-key': id, 'idempotency-repeated': repeated } = headers;
  if (id === undefined) return undefined;
  if (typeof id !== 'string' || !/^[\x21-\x7e]{8,64}$/.test(id))
    throw badRequest('Idempotency-Key must be 8 to 64 printable characters, never used before on this key');
  return { id, repeated: repeated === 'true' };
}

/** A key as it stands in a path, percent-encoded. @throws Problem */
export function keyOfPath(path: string): Key {
  if (!path.includes('%')) return checkedKey(path);
  try {
    return checkedKey(decodeURIComponent(path));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw badRequest('the key is not percent-encoded UTF-8: write % as %25');
  }
}

export function checkedKey(text: string): Key {
  if (text === '') throw badRequest('the key is empty');
  if (/\p{Surrogate}/u.test(text))
    throw badRequest('the key is no Unicode text: half of a pair stands alone');
  if (text.length > LARGEST_KEY_BYTES || Buffer.byteLength(text) > LARGEST_KEY_BYTES)
    throw new Problem(414, 'Key too long', `the key has more than ${LARGEST_KEY_BYTES} bytes in UTF-8`);
  return key(text);
}
