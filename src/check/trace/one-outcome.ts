import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { Asked, Noted, Told, TraceBook } from './book.ts';
import { orderOfVersions } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

/**
 * Each operation has one outcome: one decision and at most one answer, by the node that was asked, of one mind. An
 * answer `failed` is definite: no replica took the write, before or after. No client gives up on what it was answered.
 * An operation that nobody answered breaks no law: its outcome is unknown.
 */
export function checkOneOutcome(book: TraceBook): Judgement {
  return { verdict: judge(book), seen: count(book.asked.size, 'operation') };
}

function judge(book: TraceBook): Verdict<TraceWitness> {
  for (const asked of book.asked.values()) {
    const breach = firstBreach(asked);
    if (breach !== undefined) return broken(witnessOf(asked, breach.kind, breach.told));
  }
  return holds;
}

type Judged = Noted<'operation-judged'>;

interface Breach {
  readonly kind: string;
  readonly told: readonly (Told | undefined)[];
}

function firstBreach(asked: Asked): Breach | undefined {
  const { requested, replied, decided, gaveUp } = asked;
  const [reply, second] = replied;
  if (requested.length > 1) return { kind: 'asked twice under one number', told: requested };
  if (reply !== undefined && (requested[0]?.at ?? reply.at) >= reply.at)
    return { kind: 'answered before it was asked', told: [reply] };
  if (second !== undefined) return { kind: 'answered twice', told: [reply, second] };
  if (decided.length > 1) return { kind: 'decided twice', told: decided };
  if (reply !== undefined && reply.event.node !== requested[0]?.event.node)
    return { kind: 'answered by somebody else', told: [reply] };
  if (gaveUp.length > 1) return { kind: 'given up twice', told: gaveUp };
  if (reply !== undefined && (gaveUp[0]?.at ?? -1) > reply.at)
    return { kind: 'given up after its answer', told: [reply, gaveUp[0]] };
  return contradiction(asked);
}

function contradiction({ requested, replied, decided, judged }: Asked): Breach | undefined {
  const [reply] = replied;
  const [decision] = decided;
  if (reply === undefined) return undefined;
  const { outcome } = reply.event;
  if (decision !== undefined && decision.note.success !== (outcome.kind === 'ok'))
    return { kind: 'decided one way and answered another', told: [decision, reply] };
  const writes = requested[0]?.event.operation.kind !== 'read';
  const taken = judged.find((one) => one.note.success && one.note.verb !== 'read' && !isBuried(one, judged));
  if (writes && outcome.kind === 'failed' && taken !== undefined)
    return { kind: 'answered as failed, yet a replica took it', told: [taken, reply] };
  return undefined;
}

/** A proposal that was not chosen: the same operation made a newer version of what it found instead count. */
function isBuried({ note }: Judged, judged: readonly Judged[]): boolean {
  const { version } = note;
  if (version === undefined) return false;
  return judged.some(
    (other) =>
      other.note.verb === 'read' &&
      other.note.success &&
      other.note.version !== undefined &&
      orderOfVersions(other.note.version, version) > 0,
  );
}

function witnessOf({ request, requested }: Asked, kind: string, told: Breach['told']): TraceWitness {
  const all = new Map(
    [requested[0], ...told].flatMap((one) => (one === undefined ? [] : [[one.at, one.event]])),
  );
  const events = [...all].sort(([a], [b]) => a - b).map(([, event]) => event);
  const operation = requested[0]?.event.operation;
  const what = operation === undefined ? '' : ` (${operation.kind} of ${operation.key})`;
  return { kind, why: `operation ${request}${what} was ${kind}`, events };
}
