import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface AgreementOptions {
  /** The cluster that a node belongs to. Default: all are of one. */
  readonly clusterOf?: (node: number) => string;
}

type Survey = TraceBook['surveys'][number];

/**
 * When the run ends, all live nodes of a cluster see the same ring: the same members, every live node of theirs among
 * them, and nobody of another cluster. The ring is a pure function of its members, so that equal members are equal
 * preference lists.
 *
 * Whether the dead are gone from it is asked by detector completeness.
 */
export function checkRingAgreement(
  { surveys }: TraceBook,
  { clusterOf = () => '' }: AgreementOptions = {},
): Judgement {
  const clusters = new Map<string, Survey[]>();
  for (const survey of surveys) {
    const cluster = clusterOf(survey.node);
    clusters.set(cluster, [...(clusters.get(cluster) ?? []), survey]);
  }
  let verdict: Verdict<TraceWitness> =
    surveys.length === 0 ? undecided('no live node was surveyed at the end') : holds;
  for (const [cluster, theirs] of clusters) {
    const judged = judge(theirs, (node) => clusterOf(node) === cluster);
    if (verdict.kind === 'holds') verdict = judged;
  }
  return { verdict, seen: count(surveys.length, 'ring view') };
}

function judge(surveys: readonly Survey[], isOwn: (node: number) => boolean): Verdict<TraceWitness> {
  const [first, ...others] = surveys;
  if (first === undefined) return holds;
  const plain = (survey: Survey) => ({ ...survey, records: [] });
  for (const other of others) {
    if (other.members.join() === first.members.join()) continue;
    return broken({
      kind: 'live nodes see different rings',
      why: `node ${first.node} sees the members ${first.members.join(', ')}, node ${other.node} ${other.members.join(', ')}`,
      events: [plain(first), plain(other)],
    });
  }
  const foreign = first.members.find((member) => !isOwn(member));
  if (foreign !== undefined)
    return broken({
      kind: 'a node of another cluster is in the ring',
      why: `node ${foreign} is of another cluster, and the members are ${first.members.join(', ')}`,
      events: [plain(first)],
    });
  const left = surveys.find(({ node }) => !first.members.includes(node));
  if (left === undefined) return holds;
  return broken({
    kind: 'a live node is in no ring',
    why: `node ${left.node} is up, and the members are ${first.members.join(', ')}`,
    events: [plain(first), plain(left)],
  });
}
