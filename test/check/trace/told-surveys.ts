import { nodeId } from '../../../src/core/ids.ts';
import type { RareEvent, SurveyedRecord } from '../../../src/trace/event.ts';
import { KEY, now, v } from './told.ts';

/** `a 7@n2` a value, `- 7@n2` a tombstone, of the one key; replicas 1, 2 and 3 unless said otherwise. */
export function held(text: string, replicas: readonly number[] = [1, 2, 3]): SurveyedRecord {
  const [value = '', version = ''] = text.split(' ');
  return {
    key: KEY,
    value: value === '-' ? null : value,
    version: v(version),
    replicas: replicas.map(nodeId),
  };
}

export function surveyed(node: number, records: readonly SurveyedRecord[], members = [1, 2, 3]): RareEvent {
  return { ...now, kind: 'surveyed', node: nodeId(node), members, records };
}

/** All three nodes hold the same record. */
export function agreed(text: string): readonly RareEvent[] {
  return [1, 2, 3].map((node) => surveyed(node, [held(text)]));
}
