import { must } from '../../lib/assert.ts';
import type { History, Operation } from '../history/history.ts';
import { operationAt } from '../history/history.ts';
import type { Json } from '../history/json.ts';
import { idsOfKey, partitionByKey } from '../history/partition.ts';
import { keyOfStore } from '../model/kv.ts';
import { register } from '../model/register.ts';
import type { HistoryWitness } from '../witness.ts';
import { longestOrder } from './shrink.ts';
import { takeJudged } from './sub-history.ts';

/**
 * The witness with the longest legal order of its key's operations that a short search comes to. The search that
 * refuted a key has found one by the way; where zones did, nobody has looked for one yet.
 */
export function withLongest(history: History, witness: HistoryWitness, initial: Json = null): HistoryWitness {
  const [first] = witness.operations;
  if (witness.longest !== undefined || first === undefined) return witness;
  const model = history.family === 'store' ? keyOfStore(history) : register(initial)(history);
  const key = must(history.key[first.id], 'key of an operation');
  const sub = takeJudged(history, idsOfKey(partitionByKey(history), key));
  return {
    ...witness,
    longest: Array.from(longestOrder(sub, model), (id): Operation => operationAt(history, id)),
  };
}
