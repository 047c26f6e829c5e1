import type { Key } from '../../core/ids.ts';
import type { Operation } from '../../core/operation.ts';
import type { Ticks } from '../../core/time.ts';
import { must } from '../../lib/assert.ts';
import type { FaultOf } from '../file/faults/fault.ts';
import type { Draft } from './draft.ts';

/** What a client asks once. `request` is −1 where the file does not number it. */
export function expandOperation(fault: FaultOf<'operation'>): Draft {
  const { at } = fault;
  const { by, expect, request = -1 } = fault.operation;
  const operation = operationOf(fault.operation);
  const written = writtenBy(operation);
  const expected = expect === undefined ? written : expect;
  return { kind: 'request', at, request, operation, expected, ...(by === 'any' ? {} : { by }) };
}

/** Null for a deletion, and for a read, which writes nothing. */
export function writtenBy(operation: Operation): string | null {
  return operation.kind === 'read' || operation.kind === 'delete' ? null : operation.value;
}

function operationOf(asked: FaultOf<'operation'>['operation']): Operation {
  const { level, sloppy } = asked;
  return {
    ...deedOf(asked),
    ...(level === undefined ? {} : { level }),
    ...(sloppy === undefined ? {} : { sloppy }),
  };
}

function deedOf(asked: FaultOf<'operation'>['operation']): Operation {
  if (asked.cas !== undefined) {
    const { from: expected = null, value = null } = asked;
    return { kind: 'cas', key: asked.cas as Key, expected, value };
  }
  const value = asked.value ?? '';
  const lasting = asked.ttl === undefined ? {} : { ttl: asked.ttl as Ticks };
  if (asked.create !== undefined) return { kind: 'create', key: asked.create as Key, value, ...lasting };
  if (asked.update !== undefined) return { kind: 'update', key: asked.update as Key, value, ...lasting };
  if (asked.put !== undefined) return { kind: 'put', key: asked.put as Key, value, ...lasting };
  if (asked.delete !== undefined) return { kind: 'delete', key: asked.delete as Key };
  return { kind: 'read', key: must(asked.read, 'the key of an operation') as Key };
}
