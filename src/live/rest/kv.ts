import type { IncomingHttpHeaders } from 'node:http';
import type { Key, NodeId } from '../../core/ids.ts';
import type { Operation, Outcome } from '../../core/operation.ts';
import type { Desk } from '../runtime/desk.ts';
import type { Decision } from '../runtime/runtime.ts';
import { parseJson } from './body.ts';
import { etagOf, matches } from './etag.ts';
import { keyOfPath, Parameters } from './parameters.ts';
import { badRequest, Problem } from './problem.ts';
import type { Response } from './reply.ts';
import { replyJson } from './reply.ts';

export interface KvOptions {
  readonly desk: Desk;
  readonly node: () => NodeId;
  readonly mostValueBytes: number;
}

/** Of the braces, the name and what else stands around a value. */
const ENVELOPE_BYTES = 1_024;
const READING = ['level', 'timeout_ms'];
const WRITING = [...READING, 'ttl_ms', 'sloppy'];

/** What a client has sent. */
export interface KvRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The body; a promise where it has not all come yet. @throws Problem where it is larger */
  readonly text: (mostBytes: number) => string | Promise<string>;
}

/** One request for one key. */
interface Asked {
  readonly key: Key;
  readonly parameters: Parameters;
  readonly request: KvRequest;
  readonly response: Response;
}

/** `/kv/{key}`: create, read, update, delete; the answers are part of the contract with clients. */
export class KvRoutes {
  readonly #options: KvOptions;

  constructor(options: KvOptions) {
    this.#options = options;
  }

  /** @param path behind `/kv/`. @throws Problem, or rejects with one */
  handle(request: KvRequest, response: Response, path: string, query: string): void | Promise<void> {
    const { method } = request;
    const allowed = method === 'GET' || method === 'HEAD' ? READING : WRITING;
    const asked = {
      key: keyOfPath(path),
      parameters: new Parameters(query, allowed, request.headers),
      request,
      response,
    };
    switch (method) {
      case 'GET':
      case 'HEAD':
        return this.#get(asked);
      case 'PUT':
        return this.#put(asked);
      case 'POST':
        return this.#create(asked);
      case 'DELETE':
        return this.#delete(asked);
      default:
        throw new Problem(
          405,
          'No such method',
          `${method} is not for keys; allowed: GET, PUT, POST, DELETE`,
        );
    }
  }

  #get({ key, parameters, response }: Asked): void {
    this.#ask({ kind: 'read', key, ...levelOf(parameters) }, parameters, (outcome) => {
      if (outcome.kind === 'ok' && outcome.value !== null) {
        const body = `{"found":true,"value":${outcome.value},"node_id":${this.#options.node()}}`;
        return replyJson(response, 200, body, { etag: etagOf(outcome.value) });
      }
      if (outcome.kind === 'failed' && outcome.reason === 'not-found') return replyAbsent(response);
      replyPartial(response, outcome, 0);
    });
  }

  #put(asked: Asked): void | Promise<void> {
    return this.#withValue(asked, (value) => this.#putValue(asked, value));
  }

  #putValue(asked: Asked, value: string): void | Promise<void> {
    const { key, parameters, request, response } = asked;
    const { 'if-match': wanted, 'if-none-match': unwanted } = request.headers;
    const written = { key, value, ...ttlOf(parameters) };
    if (wanted !== undefined) return this.#replace(asked, wanted, value);
    if (unwanted !== undefined) {
      if (unwanted.trim() !== '*') throw badRequest(`If-None-Match is ${unwanted}; allowed: *`);
      return this.#write(asked, { kind: 'create', ...written, level: 'cas' }, 412);
    }
    const operation = { kind: 'put', ...written, ...levelOf(parameters), sloppy: parameters.sloppy } as const;
    this.#ask(operation, parameters, (outcome, decision) => {
      if (outcome.kind === 'ok') replySuccess(response, 200, decision, etagOf(value));
      else replyPartial(response, outcome, decision?.copies ?? 0);
    });
  }

  #create(asked: Asked): void | Promise<void> {
    const { key, parameters } = asked;
    return this.#withValue(asked, (value) =>
      this.#write(asked, { kind: 'create', key, value, ...ttlOf(parameters), level: 'cas' }, 409),
    );
  }

  #delete(asked: Asked): void | Promise<void> {
    const { key, parameters, request } = asked;
    const wanted = request.headers['if-match'];
    if (wanted !== undefined) return this.#replace(asked, wanted, null);
    this.#write(asked, { kind: 'delete', key, ...levelOf(parameters) }, 409);
  }

  /** Compares what is there with the header, and swaps exactly that: nobody else's write is overwritten. */
  async #replace(asked: Asked, wanted: string, value: string | null): Promise<void> {
    const { key, parameters } = asked;
    if (wanted.trim() === '*' && value !== null)
      return this.#write(asked, { kind: 'update', key, value, ...ttlOf(parameters), level: 'cas' }, 412);
    if (parameters.ttl !== undefined) throw badRequest('ttl_ms goes with If-Match: * only');
    const found = await new Promise<Outcome>((resolve) =>
      this.#ask({ kind: 'read', key, level: 'cas' }, parameters, resolve),
    );
    if (found.kind === 'unknown' || (found.kind === 'failed' && found.reason !== 'not-found'))
      return replyPartial(asked.response, { kind: 'failed', reason: 'unavailable' }, 0);
    const expected = found.kind === 'ok' ? found.value : null;
    if (expected === null) return replyAbsent(asked.response);
    if (!matches(wanted, expected)) throw hasChanged(key);
    this.#write(asked, { kind: 'cas', key, expected, value }, 412);
  }

  /** A conditional write. @param refusal the status where its condition does not hold */
  #write({ parameters, response, key }: Asked, operation: Operation, refusal: 409 | 412): void {
    this.#ask(operation, parameters, (outcome, decision) => {
      if (outcome.kind === 'ok') {
        const etag = outcome.value === null ? undefined : etagOf(outcome.value);
        return replySuccess(response, operation.kind === 'create' ? 201 : 200, decision, etag);
      }
      if (outcome.kind === 'unknown' || outcome.reason === 'unavailable')
        return replyPartial(response, outcome, decision?.copies ?? 0);
      if (outcome.reason === 'not-found') return replyAbsent(response);
      const problem = outcome.reason === 'exists' && refusal === 409 ? isThere(key) : hasChanged(key);
      replyJson(response, problem.status, problem.body, { 'content-type': 'application/problem+json' });
    });
  }

  #ask(
    operation: Operation,
    parameters: Parameters,
    answer: (outcome: Outcome, decision: Decision | undefined) => void,
  ): void {
    const { token, timeoutMs } = parameters;
    if (this.#options.desk.isFull(timeoutMs))
      throw new Problem(503, 'Too busy', 'more is asked of this node than it can answer: ask again later');
    this.#options.desk.ask(token === undefined ? operation : { ...operation, token }, timeoutMs, answer);
  }

  #withValue({ request }: Asked, act: (value: string) => void | Promise<void>): void | Promise<void> {
    const text = request.text(this.#options.mostValueBytes + ENVELOPE_BYTES);
    if (typeof text === 'string') return act(this.#valueIn(text));
    return text.then((late) => act(this.#valueIn(late)));
  }

  /** The JSON text of `value` in the body. */
  #valueIn(given: string): string {
    const { mostValueBytes } = this.#options;
    const body = parseJson(given);
    if (typeof body !== 'object' || body === null || !('value' in body) || Object.keys(body).length !== 1)
      throw badRequest('the body must be {"value": …}, with any JSON in it and nothing beside it');
    const text = JSON.stringify(body.value);
    if (text.length > mostValueBytes || Buffer.byteLength(text) > mostValueBytes)
      throw new Problem(413, 'Too large', `the value has more than ${mostValueBytes} bytes`);
    return text;
  }
}

const levelOf = ({ level }: Parameters) => (level === undefined ? {} : { level });
const ttlOf = ({ ttl }: Parameters) => (ttl === undefined ? {} : { ttl });

function isThere(key: Key): Problem {
  return new Problem(409, 'It exists', `${key} holds a value; PUT replaces it`);
}

function hasChanged(key: Key): Problem {
  return new Problem(
    412,
    'It is another value',
    `${key} holds something else by now; GET tells what, with its ETag`,
  );
}

function replyAbsent(response: Response): void {
  replyJson(response, 404, '{"found":false}');
}

/** So many replicas have it durably; `note` while the others still get it. */
function replySuccess(
  response: Response,
  status: number,
  decision: Decision | undefined,
  etag: string | undefined,
): void {
  const copies = decision?.copies ?? 0;
  const isWhole = copies >= (decision?.replicas?.length ?? 0);
  const note = isWhole ? '' : ',"note":"background_write_active"';
  replyJson(
    response,
    status,
    `{"status":"success","replicas":${copies}${note}}`,
    etag === undefined ? undefined : { etag },
  );
}

/** Too few replicas answered. `unknown`: it may have happened, or may happen yet; `failed`: it did not and will not. */
function replyPartial(response: Response, outcome: Outcome, replicas: number): void {
  const fate = outcome.kind === 'failed' ? 'failed' : 'unknown';
  const detail =
    fate === 'failed'
      ? 'too few replicas answered, and nothing was changed: ask again, or with level=one'
      : 'too few replicas answered: read the key to see what became of it';
  const body = JSON.stringify({ status: 'partial_failure', replicas, outcome: fate, detail });
  replyJson(response, 503, body, { 'retry-after': '1' });
}
