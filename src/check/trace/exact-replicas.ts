import type { Key } from '../../core/ids.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import { copyWitness, differingCopies } from './convergence.ts';
import { checkRingAgreement } from './ring-agreement.ts';
import type { Copy } from './survey.ts';
import { copiesByKey } from './survey.ts';
import { Tombstones } from './tombstones.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface ReplicaOptions {
  /** N: how many copies each key should have. */
  readonly replicas: number;
}

/**
 * When the run ends, each key that anybody holds is held by exactly the min(N, members) nodes of its preference list, by
 * nobody else, in one version with one value. Tombstones are records like others until they are purged. A replica that is not up has no copy
 * that counts.
 *
 * Assumes that the run went on long enough after the last fault; see convergence for the same without the number.
 */
export function checkExactReplicas(book: TraceBook, { replicas }: ReplicaOptions): Judgement {
  const copies = copiesByKey(book);
  const agreed = checkRingAgreement(book).verdict;
  const seen = count(copies.size, 'key');
  if (agreed.kind !== 'holds') return { verdict: agreed, seen };
  if (copies.size === 0) return { verdict: vacuous('no live node holds any key'), seen };
  const wanted = Math.min(replicas, book.surveys[0]?.members.length ?? 0);
  return { verdict: judge(copies, wanted, new Tombstones(book)), seen };
}

function judge(
  all: ReadonlyMap<Key, readonly Copy[]>,
  wanted: number,
  tombstones: Tombstones,
): Verdict<TraceWitness> {
  for (const [key, copies] of all) {
    const surplus = copies.find(({ owned }) => !owned);
    if (surplus !== undefined)
      return broken(
        copyWitness('a surplus copy', `node ${surplus.node} is no replica of ${key} and holds it`, copies),
      );
    const lists = copies.map(({ record }) => record.replicas.join());
    if (new Set(lists).size > 1)
      return broken(
        copyWitness('preference lists that differ', `the holders of ${key} disagree on its replicas`, copies),
      );
    const list = copies[0]?.record.replicas ?? [];
    if (list.length !== wanted)
      return broken(
        copyWitness('a list of the wrong length', `${key} has ${list.length} of ${wanted} replicas`, copies),
      );
    const missing = list.find(
      (node) => !copies.some((copy) => copy.node === node) && !tombstones.werePurged(key, node, copies),
    );
    if (missing !== undefined)
      return broken(
        copyWitness('a missing copy', `node ${missing} is a replica of ${key} and does not hold it`, copies),
      );
    const differing = differingCopies(key, copies);
    if (differing !== undefined) return broken(differing);
  }
  return holds;
}
