import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

/**
 * When the run ends, all live nodes see the same ring: the same members, every live node among them. The ring is a
 * pure function of its members, so that equal members are equal preference lists.
 *
 * Whether the dead are gone from it is asked by detector completeness.
 */
export function checkRingAgreement(book: TraceBook): Judgement {
  return { verdict: judge(book), seen: count(book.surveys.length, 'ring view') };
}

function judge({ surveys }: TraceBook): Verdict<TraceWitness> {
  const [first, ...others] = surveys;
  if (first === undefined) return undecided('no live node was surveyed at the end');
  const plain = (survey: typeof first) => ({ ...survey, records: [] });
  for (const other of others) {
    if (other.members.join() === first.members.join()) continue;
    return broken({
      kind: 'live nodes see different rings',
      why: `node ${first.node} sees the members ${first.members.join(', ')}, node ${other.node} ${other.members.join(', ')}`,
      events: [plain(first), plain(other)],
    });
  }
  const left = surveys.find(({ node }) => !first.members.includes(node));
  if (left === undefined) return holds;
  return broken({
    kind: 'a live node is in no ring',
    why: `node ${left.node} is up, and the members are ${first.members.join(', ')}`,
    events: [plain(first), plain(left)],
  });
}
