import { timingSafeEqual } from 'node:crypto';
import type { Configuration } from '../configuration.ts';
import { Problem } from './problem.ts';

/** These say nothing that a token protects. */
const OPEN_PATHS = ['/health', '/ready'];
const SCHEME = 'Bearer ';

/** Of a request. */
interface Asked {
  readonly method?: string | undefined;
  readonly headers: { readonly authorization?: string | undefined };
}

/** Who may do what: `token` everything, `readToken` what changes nothing; without a token everybody everything. */
export class Gate {
  readonly #all: Buffer | undefined;
  readonly #reading: Buffer | undefined;

  constructor({ token, readToken }: Pick<Configuration, 'token' | 'readToken'>) {
    this.#all = token === undefined ? undefined : Buffer.from(token);
    this.#reading = readToken === undefined ? undefined : Buffer.from(readToken);
  }

  /** @throws Problem where it may not be done */
  demand({ method = 'GET', headers }: Asked, path: string): void {
    if (this.#all === undefined || OPEN_PATHS.includes(path)) return;
    const { authorization = '' } = headers;
    const said = Buffer.from(authorization.startsWith(SCHEME) ? authorization.slice(SCHEME.length) : '');
    if (isEqual(said, this.#all)) return;
    if (this.#reading === undefined || !isEqual(said, this.#reading))
      throw new Problem(401, 'Not allowed', 'this cluster wants its token: Authorization: Bearer <token>');
    if (method !== 'GET' && method !== 'HEAD')
      throw new Problem(403, 'Not allowed', 'this token is for reading only: writing wants the other one');
  }
}

function isEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
