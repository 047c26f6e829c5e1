import type { Effects } from '../effect.ts';
import type { NodeId, RequestId } from '../ids.ts';
import type { Operation, Outcome } from '../operation.ts';
import { writtenValue } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { Version } from '../version.ts';

/** An operation that has come to its end. */
export interface Decided {
  readonly request: RequestId;
  readonly operation: Operation;
  readonly replicas: readonly NodeId[];
  /** Replicas known to hold what was written; none of a read. */
  readonly copies?: number | undefined;
  /** Nobody was asked: the coordinator has a copy. */
  readonly cached?: true;
}

/** What a read says that has found this. */
export function outcomeOfRead(found: StoredRecord | undefined): Outcome {
  const value = found?.value ?? null;
  return value === null ? { kind: 'failed', reason: 'not-found' } : { kind: 'ok', value };
}

/** Tells how an operation was decided, and then the client. @param version what was read or written, where that is known */
export function answer(
  { request, operation, replicas, copies, cached }: Decided,
  outcome: Outcome,
  version: Version | undefined,
  effects: Effects,
): void {
  const { kind: verb, key } = operation;
  const success = outcome.kind === 'ok';
  const value = success ? outcome.value : writtenValue(operation);
  const note = { kind: 'operation-decided', request, verb, success, key, value, replicas } as const;
  const known = version === undefined ? note : { version, ...note };
  const counted = copies === undefined ? known : { copies, ...known };
  effects.note(cached === undefined ? counted : { cached, ...counted });
  effects.reply(request, outcome);
}
