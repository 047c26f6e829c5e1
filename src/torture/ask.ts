import type { Connections } from '../client/connections.ts';
import type { Operation, Outcome } from '../core/operation.ts';

/** What became of one question. */
export interface Asked {
  /** None: it may have been heard, and was not answered. */
  readonly outcome: Outcome | undefined;
  /** Names the value that is there now, where the node told it. */
  readonly etag: string | undefined;
}

/** One attempt of a client. */
export interface Attempting {
  readonly operation: Operation;
  /** host:port of the coordinator. */
  readonly address: string;
  /** The client's own name of the operation; a node's flight record has it. */
  readonly name: string;
  readonly etagOf: (value: string) => string | undefined;
  readonly timeoutMs: number;
}

interface Sentence {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value?: string | null;
}

const UNAVAILABLE: Outcome = { kind: 'failed', reason: 'unavailable' };

/**
 * Asks one node once, over HTTP. What it certainly did not hear is `failed`, and an answer is taken at its word. Values are JSON texts, as nodes keep them.
 */
export async function ask(connections: Connections, attempting: Attempting): Promise<Asked> {
  const { operation, address, timeoutMs, name } = attempting;
  const { method, headers, value } = sentenceOf(attempting);
  const query = new URLSearchParams({ timeout_ms: String(timeoutMs) });
  const isConditional = 'if-match' in headers || 'if-none-match' in headers || method === 'POST';
  if (operation.level !== undefined && !isConditional) query.set('level', operation.level);
  if ('ttl' in operation && operation.ttl !== undefined) query.set('ttl_ms', String(operation.ttl));
  const sent = await connections.send({
    ...{ method, address, path: `/kv/${encodeURIComponent(operation.key)}?${query}` },
    headers: { ...headers, 'idempotency-key': name },
    body: typeof value === 'string' ? { value: JSON.parse(value) as unknown } : undefined,
    deadline: performance.now() + timeoutMs,
  });
  if (sent.kind !== 'answered')
    return { outcome: sent.kind === 'unheard' ? UNAVAILABLE : undefined, etag: undefined };
  const { answer } = sent;
  return { outcome: outcomeOf(operation, answer), etag: answer.etag };
}

function sentenceOf({ operation, etagOf }: Attempting): Sentence {
  switch (operation.kind) {
    case 'read':
      return { method: 'GET', headers: {} };
    case 'put':
      return { method: 'PUT', headers: {}, value: operation.value };
    case 'create':
      return { method: 'POST', headers: {}, value: operation.value };
    case 'update':
      return { method: 'PUT', headers: { 'if-match': '*' }, value: operation.value };
    case 'delete':
      return { method: 'DELETE', headers: {} };
    case 'cas': {
      const { expected, value } = operation;
      const method = value === null ? 'DELETE' : 'PUT';
      if (expected === null) return { method, headers: { 'if-none-match': '*' }, value };
      // An ETag that names nothing is refused, as any other value would be.
      return { method, headers: { 'if-match': etagOf(expected) ?? '"unknown"' }, value };
    }
  }
}

function outcomeOf(
  operation: Operation,
  { status, body }: { readonly status: number; readonly body: unknown },
): Outcome {
  const said = typeof body === 'object' && body !== null ? body : {};
  switch (status) {
    case 200:
    case 201:
      if (operation.kind !== 'read')
        return { kind: 'ok', value: 'value' in operation ? operation.value : null };
      return { kind: 'ok', value: 'value' in said ? JSON.stringify(said.value) : null };
    case 404:
      return { kind: 'failed', reason: 'not-found' };
    case 409:
      return { kind: 'failed', reason: 'exists' };
    case 412:
      return { kind: 'failed', reason: operation.kind === 'update' ? 'not-found' : 'mismatch' };
    case 503:
      return 'outcome' in said && said.outcome === 'unknown'
        ? { kind: 'unknown', reason: 'partial-write' }
        : UNAVAILABLE;
    default:
      // Nobody promised anything for this answer, so nothing is concluded from it.
      return { kind: 'unknown', reason: 'partial-write' };
  }
}
