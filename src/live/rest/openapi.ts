import { LEVELS } from './parameters.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const query = (name: string, schema: object, description: string) => ({
  name,
  in: 'query',
  schema,
  description,
});
const header = (name: string, description: string) => ({
  name,
  in: 'header',
  schema: { type: 'string' },
  description,
});

const KEY = {
  name: 'key',
  in: 'path',
  required: true,
  schema: { type: 'string', minLength: 1, maxLength: 1024 },
};
const LEVEL = query('level', { enum: LEVELS }, 'what the operation is promised; quorum if not given');
const TIMEOUT = query(
  'timeout_ms',
  { type: 'integer', minimum: 1, maximum: 60_000 },
  'until the answer at the latest',
);
const TTL = query(
  'ttl_ms',
  { type: 'integer', minimum: 1 },
  'the value ends some time after so many milliseconds',
);
const SLOPPY = query(
  'sloppy',
  { type: 'boolean' },
  'what others keep for an absent replica counts; voids all promises',
);
const IF_MATCH = header('If-Match', 'an ETag, or * for whatever is there');
const BODY = {
  required: true,
  ...json({ type: 'object', required: ['value'], properties: { value: {} }, additionalProperties: false }),
};
const written = (description: string) => ({
  description,
  ...json({ $ref: '#/components/schemas/Written' }),
});
const PARTIAL = {
  description: 'Too few replicas answered',
  ...json({ $ref: '#/components/schemas/Partial' }),
};
const ABSENT = { description: 'There is no such key', ...json({ const: { found: false } }) };

const KEY_ROUTES = {
  parameters: [KEY],
  get: {
    summary: 'Read',
    parameters: [LEVEL, TIMEOUT],
    responses: {
      200: { description: 'Found', ...json({ $ref: '#/components/schemas/Found' }) },
      404: ABSENT,
      503: PARTIAL,
    },
  },
  put: {
    summary: 'Create or update; with If-Match update what was seen, exactly',
    parameters: [
      LEVEL,
      TIMEOUT,
      TTL,
      SLOPPY,
      IF_MATCH,
      header('If-None-Match', '*: only where there is nothing'),
    ],
    requestBody: BODY,
    responses: {
      200: written('Durable at a quorum'),
      400: problem('Bad request'),
      404: ABSENT,
      412: problem('It is another value'),
      413: problem('Too large'),
      503: PARTIAL,
    },
  },
  post: {
    summary: 'Create, exactly once',
    parameters: [TIMEOUT, TTL],
    requestBody: BODY,
    responses: { 201: written('Created'), 409: problem('It exists'), 503: PARTIAL },
  },
  delete: {
    summary: 'Delete',
    parameters: [LEVEL, TIMEOUT, IF_MATCH],
    responses: { 200: written('Deleted'), 404: ABSENT, 412: problem('It is another value'), 503: PARTIAL },
  },
};

const COLLECTION = {
  get: {
    summary: 'With `key`, several times: read them all. Without: keys by prefix, page by page',
    parameters: [
      query('key', { type: 'array', items: { type: 'string' } }, 'keys to read'),
      query('prefix', { type: 'string' }, 'what keys begin with'),
      query('limit', { type: 'integer', minimum: 1, maximum: 10_000 }, 'keys looked at; 100 if not given'),
      query('cursor', { type: 'string' }, 'of the page before'),
      LEVEL,
      TIMEOUT,
    ],
    responses: { 200: { description: 'Keys, or results by key' }, 503: problem('Keys may be missing') },
  },
};

/** What is told beside keys, by `GET`. */
const PAGES = {
  '/health': 'The process lives',
  '/ready': 'It can serve; 503 with the reason where it cannot',
  '/status': 'This node and whom it sees',
  '/nodes': 'Members, with addresses',
  '/cluster/nodes': 'The same',
  '/ring': 'Who owns the ring, what share of it, and the change that is pending',
  '/ring/arcs': 'Tokens and whose they are, for clients that find the PRIMARY of a key',
  '/partition/{key}': 'Where a key lives',
  '/debug/dump': 'What this replica holds; a part of it by ?key= or ?limit=',
  '/metrics': 'For Prometheus',
  '/openapi.json': 'This',
};

/** Pages that have one name each. */
export type PagePath = Exclude<keyof typeof PAGES, '/partition/{key}'>;

const WATCH = {
  get: {
    summary: 'What keys hold, and then what changes, as server-sent events: `changed`, `reached`',
    parameters: [
      query('key', { type: 'string' }, 'this one alone'),
      query('prefix', { type: 'string' }, 'all that begin so; all keys if neither is given'),
      query('after', { type: 'string' }, 'where to go on: the id of a `reached`'),
      header('Last-Event-ID', 'the same, as browsers say it'),
    ],
    responses: {
      200: {
        description: 'Goes on for ever; versions in between may be skipped, and one may be told twice',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      400: problem('Bad request'),
      410: problem('Too old: deletions since may be forgotten'),
      503: problem('Not now'),
    },
  },
};

const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const WISHED = { 202: { description: 'Wished; /ring tells when it is so' }, 409: problem('Not now') };
const ACTION = { enum: ['cancel', 'halt', 'go-on'] };
const OPERATOR_ROUTES = {
  '/cluster/leave': {
    post: { summary: 'This node hands over, leaves the ring and ends', responses: WISHED },
  },
  '/cluster/nodes/{id}': {
    parameters: [ID],
    delete: {
      summary: 'That node hands over, leaves the ring and ends',
      parameters: [
        query('dead', { const: true }, 'it is gone for good: the others do without'),
        query(
          'force',
          { const: true },
          'the same, and what only it and others that are lost knew is given up',
        ),
      ],
      responses: { ...WISHED, 404: problem('No such node'), 503: problem('It cannot be reached') },
    },
  },
  '/cluster/change': {
    post: {
      summary: 'Of the change that is pending',
      requestBody: { required: true, ...json({ type: 'object', properties: { action: ACTION } }) },
      responses: { ...WISHED, 400: problem('Bad request') },
    },
  },
};

/** The description of all this as OpenAPI 3.1. */
export function openApi(): unknown {
  const pages = Object.entries(PAGES).map(([path, summary]) => [
    path,
    { get: { summary, responses: { 200: { description: summary } } } },
  ]);
  const number = { type: 'integer' };
  return {
    openapi: '3.1.0',
    info: { title: 'Orrery', version: '1', description: 'A replicated key-value store' },
    paths: {
      '/kv/{key}': KEY_ROUTES,
      '/kv': COLLECTION,
      '/watch': WATCH,
      ...Object.fromEntries(pages),
      ...OPERATOR_ROUTES,
    },
    components: {
      schemas: {
        Found: { type: 'object', properties: { found: { const: true }, value: {}, node_id: number } },
        Written: {
          type: 'object',
          properties: {
            status: { const: 'success' },
            replicas: { ...number, description: 'that have it durably' },
            note: { const: 'background_write_active', description: 'while the others still get it' },
          },
        },
        Partial: {
          type: 'object',
          properties: {
            status: { const: 'partial_failure' },
            replicas: number,
            outcome: { enum: ['failed', 'unknown'], description: 'failed: it did not happen and will not' },
            detail: { type: 'string' },
          },
        },
        Problem: {
          type: 'object',
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: number,
            detail: { type: 'string', description: 'what to do' },
          },
        },
      },
    },
  };
}
