import type { Key, NodeId } from '../../core/ids.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import { checkRingAgreement } from './ring-agreement.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { Tombstones } from './tombstones.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

/**
 * When the run ends, all live replicas of each key hold the same version and value, nobody else holds the key, and
 * all live nodes see the same ring. A tombstone may be missing where it was purged already. How many replicas there are, and whether some of them are down, is not asked: see
 * exact replicas.
 */
export function checkConvergence(book: TraceBook): Judgement {
  const copies = copiesByKey(book);
  const seen = count(copies.size, 'key');
  const agreed = checkRingAgreement(book).verdict;
  if (agreed.kind !== 'holds') return { verdict: agreed, seen };
  if (copies.size === 0) return { verdict: vacuous('no live node holds any key'), seen };
  const live = new Set(book.surveys.map(({ node }) => node));
  return { verdict: judge(copies, live, new Tombstones(book)), seen };
}

function judge(
  all: ReadonlyMap<Key, readonly Copy[]>,
  live: ReadonlySet<NodeId>,
  tombstones: Tombstones,
): Verdict<TraceWitness> {
  for (const [key, copies] of all) {
    const surplus = copies.find(({ owned }) => !owned);
    if (surplus !== undefined)
      return broken(
        copyWitness('a surplus copy', `node ${surplus.node} is no replica of ${key} and holds it`, copies),
      );
    const wanted = copies.flatMap(({ record }) => record.replicas);
    const missing = wanted.find(
      (node) =>
        live.has(node) &&
        !copies.some((copy) => copy.node === node) &&
        !tombstones.werePurged(key, node, copies),
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

/** The witness of copies that are not one version with one value. */
export function differingCopies(key: Key, copies: readonly Copy[]): TraceWitness | undefined {
  const [first] = copies;
  const other = copies.find(({ record }) => first !== undefined && !isSame(first.record, record));
  if (first === undefined || other === undefined) return undefined;
  const [a, b] = [first, other].map(
    ({ node, record }) => `node ${node} holds ${versionText(record.version)}`,
  );
  const order = orderOfVersions(first.record.version, other.record.version);
  const kind = order === 0 ? 'one version with different values' : 'replicas with different versions';
  return copyWitness(kind, `of ${key} ${a}, ${b}`, [first, other]);
}

export function copyWitness(kind: string, why: string, copies: readonly Copy[]): TraceWitness {
  return { kind, why, events: copies.map(surveyOf) };
}

function isSame(a: Copy['record'], b: Copy['record']): boolean {
  return orderOfVersions(a.version, b.version) === 0 && a.value === b.value;
}
