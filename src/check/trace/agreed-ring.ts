import type { NodeId } from '../../core/ids.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, vacuous } from '../verdict.ts';
import type { Noted, TraceBook } from './book.ts';
import type { AgreementOptions } from './ring-agreement.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

type Adopted = Noted<'epoch-adopted'>;

/**
 * The epochs of a ring that is agreed on are one sequence: wherever one of a number came into effect it names the same
 * owners, in effect and to come; at each node their numbers grow; and the owners of each are those of the one before, or
 * those that were to come. When the run ends, all live owners are in the same one, and nothing is pending.
 *
 * A disk that was found rotten may have taken its node back to an earlier epoch.
 * Source: Lamport, Malkhi, Zhou, Reconfiguring a state machine, SIGACT News 2010.
 */
export function checkAgreedRing(book: TraceBook, { clusterOf = () => '' }: AgreementOptions = {}): Judgement {
  const rings = new Map<string, Adopted[]>();
  for (const one of book.adopted) {
    const cluster = clusterOf(one.event.node);
    const ring = rings.get(cluster);
    if (ring === undefined) rings.set(cluster, [one]);
    else ring.push(one);
  }
  let verdict: Verdict<TraceWitness> = rings.size === 0 ? vacuous('no ring was agreed on') : holds;
  let epochs = 0;
  for (const adopted of rings.values()) {
    const first = firstOfEach(adopted);
    epochs += first.size;
    if (verdict.kind !== 'holds') continue;
    const witness =
      differing(adopted, first) ?? goingBack(adopted, book) ?? leaping(first) ?? unsettled(adopted, book);
    if (witness !== undefined) verdict = broken(witness);
  }
  return { verdict, seen: count(epochs, 'epoch') };
}

/** By number. */
function firstOfEach(adopted: readonly Adopted[]): ReadonlyMap<number, Adopted> {
  const first = new Map<number, Adopted>();
  for (const one of adopted) if (!first.has(one.note.epoch)) first.set(one.note.epoch, one);
  return first;
}

function differing(
  adopted: readonly Adopted[],
  first: ReadonlyMap<number, Adopted>,
): TraceWitness | undefined {
  for (const one of adopted) {
    const other = first.get(one.note.epoch);
    if (other !== undefined && ringOf(other) !== ringOf(one))
      return witnessOf('two epochs of one number', other, one);
  }
  return undefined;
}

function goingBack(adopted: readonly Adopted[], { rotten }: TraceBook): TraceWitness | undefined {
  const newest = new Map<NodeId, Adopted>();
  for (const one of adopted) {
    const { node } = one.event;
    const before = newest.get(node);
    newest.set(node, one);
    if (before === undefined || before.note.epoch < one.note.epoch) continue;
    const isExcused = rotten.some(({ at, event }) => event.node === node && at > before.at && at < one.at);
    if (!isExcused) return witnessOf('a node that went back to an earlier epoch', before, one);
  }
  return undefined;
}

function leaping(first: ReadonlyMap<number, Adopted>): TraceWitness | undefined {
  for (const [number, one] of first) {
    const before = first.get(number - 1);
    if (before === undefined) continue;
    const { owners, target = owners } = before.note;
    const allowed = [owners.join(), target.join()];
    if (!allowed.includes(one.note.owners.join()))
      return witnessOf('owners that the epoch before did not name', before, one);
  }
  return undefined;
}

/** Of the epochs that live nodes are in at the end. */
function unsettled(adopted: readonly Adopted[], { surveys }: TraceBook): TraceWitness | undefined {
  const newest = new Map<number, Adopted>();
  for (const one of adopted) newest.set(one.event.node, one);
  const last = surveys.flatMap(({ node }) => newest.get(node) ?? []);
  const [highest] = [...last].sort((a, b) => b.note.epoch - a.note.epoch);
  if (highest === undefined) return undefined;
  if (highest.note.target !== undefined) return witnessOf('a change that is pending at the end', highest);
  const behind = last.find(
    ({ event, note }) => note.epoch !== highest.note.epoch && highest.note.owners.includes(event.node),
  );
  return behind && witnessOf('live owners in different epochs', behind, highest);
}

function ringOf({ note: { owners, target } }: Adopted): string {
  return target === undefined ? owners.join() : `${owners.join()} to ${target.join()}`;
}

function witnessOf(kind: string, ...shown: readonly Adopted[]): TraceWitness {
  const told = shown.map((one) => `node ${one.event.node} is in epoch ${one.note.epoch} of ${ringOf(one)}`);
  const events: readonly RareEvent[] = shown.map(({ event }) => event);
  return { kind, why: told.join(', then '), events };
}
