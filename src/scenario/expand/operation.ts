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
  const asked = operationOf(fault.operation);
  const operation = fault.operation.sloppy === true ? { ...asked, sloppy: true } : asked;
  const written = operation.kind === 'read' || operation.kind === 'delete' ? null : operation.value;
  const expected = expect === undefined ? written : expect;
  return { kind: 'request', at, request, operation, expected, ...(by === 'any' ? {} : { by }) };
}

function operationOf(asked: FaultOf<'operation'>['operation']): Operation {
  const { value = '' } = asked;
  const lasting = asked.ttl === undefined ? {} : { ttl: asked.ttl as Ticks };
  if (asked.create !== undefined) return { kind: 'create', key: asked.create as Key, value, ...lasting };
  if (asked.update !== undefined) return { kind: 'update', key: asked.update as Key, value, ...lasting };
  if (asked.put !== undefined) return { kind: 'put', key: asked.put as Key, value, ...lasting };
  if (asked.delete !== undefined) return { kind: 'delete', key: asked.delete as Key };
  return { kind: 'read', key: must(asked.read, 'the key of an operation') as Key };
}
