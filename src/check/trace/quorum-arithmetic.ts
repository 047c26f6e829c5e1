import type { NodeId } from '../../core/ids.ts';
import type { Operation } from '../../core/operation.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { Asked, Noted, TraceBook } from './book.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

export interface QuorumOptions {
  /** Distinct replicas that must have answered before a coordinator may say ok. */
  readonly quorumOf: (operation: Operation | undefined) => number;
}

/**
 * An operation is answered with ok only after a quorum of distinct nodes has spoken: for a write, nodes that told that
 * they took it, under the version decided on, or that they hold what it has become part of; for a read, nodes that looked, one of which found the value answered. All of them
 * stand on the preference list that the coordinator asked, where the trace tells it; where the ring changed while it asked,
 * those that do are a quorum. A sloppy write counts keepers too: of it nothing is claimed, nor of what a
 * coordinator has a copy of.
 *
 * Assumes that a replica's note comes before its acknowledgement leaves it, so that a decision comes after.
 */
export function checkQuorumArithmetic(book: TraceBook, { quorumOf }: QuorumOptions): Judgement {
  let successes = 0;
  let verdict: Verdict<TraceWitness> = holds;
  for (const asked of book.asked.values()) {
    const decision = asked.decided.find(({ note }) => note.success);
    if (decision === undefined && asked.replied[0]?.event.outcome.kind !== 'ok') continue;
    const operation = asked.requested[0]?.event.operation;
    // A copy speaks for the quorum that lent it; how old it may be is judged by staleness.
    if (operation?.sloppy === true || decision?.note.cached === true) continue;
    successes += 1;
    const witness =
      decision === undefined
        ? undecidedAnswer(asked)
        : breach(asked, decision, amongOwners(quorumOf(operation), decision, book.adopted), book.adopted);
    if (witness !== undefined && verdict.kind === 'holds') verdict = broken(witness);
  }
  return { verdict, seen: count(successes, 'success', 'successes') };
}

type Decision = Noted<'operation-decided'>;

/**
 * Where the ring is agreed on, a quorum is no more than the majority of those who own it as the coordinator knows it; while a
 * change is pending it is that of the ring before and that of the ring to come, so that of the larger one at least.
 */
function amongOwners(quorum: number, { at, event }: Decision, adopted: TraceBook['adopted']): number {
  const known = adopted.findLast((told) => told.at < at && told.event.node === event.node);
  if (known === undefined) return quorum;
  const { owners: before, target = before } = known.note;
  const owners = Math.max(before.length, target.length);
  return Math.min(quorum, Math.floor(owners / 2) + 1);
}

function undecidedAnswer({ request, requested, replied }: Asked): TraceWitness {
  return {
    kind: 'ok without a decision',
    why: `operation ${request} was answered with ok, and no coordinator told of its decision`,
    events: [...requested, ...replied].map(({ event }) => event),
  };
}

function breach(
  asked: Asked,
  decision: Decision,
  quorum: number,
  adopted: TraceBook['adopted'],
): TraceWitness | undefined {
  const { note, at } = decision;
  const heard = asked.judged.filter((judged) => judged.at < at && counts(judged, decision));
  const from = asked.requested[0]?.at ?? 0;
  const moved = adopted.some(
    ({ at: then, event }) => event.node === decision.event.node && from < then && then < at,
  );
  const voters = new Set<NodeId>(
    heard.map(({ event }) => event.node).filter((node) => !moved || note.replicas?.includes(node) !== false),
  );
  const what = `operation ${asked.request} (${note.verb} of ${note.key})`;
  const events = [...asked.requested, ...heard, decision].map(({ event }) => event);
  if (voters.size < quorum) {
    const why = `${what} succeeded with ${count(voters.size, 'replica')} of ${quorum}`;
    return { kind: `a ${note.verb === 'read' ? 'read' : 'write'} without a quorum`, why, events };
  }
  const stranger = [...voters].find((node) => note.replicas?.includes(node) === false);
  if (stranger !== undefined) {
    const why = `${what} counted node ${stranger}, which is none of the replicas ${note.replicas?.join(', ')}`;
    return { kind: 'a vote of a node that is no replica', why, events };
  }
  if (note.verb !== 'read' || heard.some((judged) => judged.note.value === note.value)) return undefined;
  const why = `${what} answered '${note.value}', which no replica had told`;
  return { kind: 'a read of what no replica told', why, events };
}

function counts(judged: Noted<'operation-judged'>, { note }: Decision): boolean {
  if (note.verb === 'read') return true;
  if (!judged.note.success) return false;
  const { version } = judged.note;
  // The write was found done: who holds a newer version that came of it confirms it. Who only told a write that asked
  // first whether the key is there has not taken it.
  if (judged.note.verb === 'read')
    return version !== undefined && note.version !== undefined && orderOfVersions(version, note.version) > 0;
  return (
    version === undefined || note.version === undefined || versionText(version) === versionText(note.version)
  );
}
