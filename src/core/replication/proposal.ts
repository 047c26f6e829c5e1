import type { NodeId, RequestId } from '../ids.ts';
import type { Operation, Outcome } from '../operation.ts';
import { writtenValue } from '../operation.ts';
import type { StoredRecord } from '../record.ts';
import type { Tick } from '../time.ts';
import type { Version } from '../version.ts';
import { compareVersion } from '../version.ts';
import { outcomeOfRead } from './answer.ts';
import { objection } from './condition.ts';
import { Electorate } from './electorate.ts';
import { appliedAs, extendLineage, forgottenIn, mayHaveForgotten } from './lineage.ts';
import type { Meant } from './lives.ts';
import type { ReadAnswer } from './quorum.ts';
import { writtenRecord } from './written-record.ts';

/** What is proposed under a ballot, and what may be said once a majority has accepted it. */
export interface Plan {
  /** Nothing where the answer is certain already. */
  readonly record: StoredRecord | undefined;
  /** The record is the operation's own change, not what was found. */
  readonly changes: boolean;
  readonly outcome: Outcome;
  /** Under which version the operation was applied, or what it read. */
  readonly version: Version | undefined;
}

const NOBODY = new Electorate([]);

/**
 * One operation on a key's consensus register, over all ballots that it takes.
 *
 * querying (a read only) → preparing → accepting → done, and from each back to preparing under a higher ballot.
 */
export class Proposal {
  /** Names its timer. */
  readonly number: number;
  /** None where nobody waits for an answer. */
  readonly request: RequestId | undefined;
  readonly operation: Operation;
  /** What the record remembers it by. */
  readonly id: string;
  readonly deadline: Tick;
  stage: 'querying' | 'preparing' | 'accepting' | 'resting' = 'resting';
  ballot: Version | undefined;
  /** Nobody before its first ballot. */
  electorate = NOBODY;
  /** By both phases of a ballot. */
  meant: Meant = {};
  /** Ballots lost so far. */
  lost = 0;
  /** Ballots given up because too few replicas answered in time. */
  late = 0;
  /** The first ballot under which the operation's own change was sent; from then on it may happen. */
  sent: Version | undefined;
  plan: Plan | undefined;
  readonly answers: ReadAnswer[] = [];
  readonly accepted: NodeId[] = [];
  readonly refused: NodeId[] = [];

  constructor(of: Pick<Proposal, 'number' | 'request' | 'operation' | 'id' | 'deadline'>) {
    this.number = of.number;
    this.request = of.request;
    this.operation = of.operation;
    this.id = of.id;
    this.deadline = of.deadline;
  }

  begin(stage: 'querying' | 'preparing', ballot: Version, electorate: Electorate, meant: Meant): void {
    this.stage = stage;
    this.ballot = ballot;
    this.electorate = electorate;
    this.meant = meant;
    this.plan = undefined;
    for (const list of [this.answers, this.accepted, this.refused]) list.length = 0;
  }

  /** The next ballot asks others: a ballot belongs to one epoch. */
  leaveElectorate(): void {
    this.electorate = NOBODY;
  }

  /** Nobody is left who could make the ballot's majority. */
  get isLost(): boolean {
    return this.electorate.isLost(this.refused);
  }

  /** A majority has told what it holds. */
  get isTold(): boolean {
    return this.electorate.isMet(this.answers.map(({ from }) => from));
  }

  /** What a client may conclude when time runs out. */
  get failure(): Outcome {
    return this.sent === undefined
      ? { kind: 'failed', reason: 'unavailable' }
      : { kind: 'unknown', reason: 'timeout' };
  }
}

/**
 * What to propose, from the answers of a majority that promised the ballot: the newest record that any of them has
 * accepted is the register's value, or may have become it.
 *
 * A condition that fails is told only of a value that is known to be chosen: one that all answers agree on, or one that
 * a majority has accepted again. Where a change was sent before under another ballot, only the second way will do: it buries
 * what may be left of that change.
 *
 * A repair accepts what is there in any case: a replica that promised too much to take it takes it under the higher ballot.
 */
export function planProposal(proposal: Proposal, ballot: Version, most: number, now: Tick): Plan {
  const { operation, id, answers, sent } = proposal;
  const { base, agreed } = newestOf(answers);
  const value = base?.value ?? null;
  const certain = agreed && sent === undefined && proposal.request !== undefined;
  const again = base === undefined || certain ? undefined : { ...base, version: ballot };
  const found = { record: again, changes: false };
  if (operation.kind === 'read') {
    return { ...found, outcome: outcomeOfRead(base), version: again?.version ?? base?.version };
  }
  const applied = appliedAs(base, id);
  if (applied !== undefined && base !== undefined) {
    const outcome: Outcome = { kind: 'ok', value: writtenValue(operation) };
    return { record: { ...base, version: ballot }, changes: false, outcome, version: applied };
  }
  if (most > 0 && cannotTell(proposal, base)) {
    return {
      ...found,
      record: undefined,
      outcome: { kind: 'unknown', reason: 'timeout' },
      version: undefined,
    };
  }
  const reason = objection(operation, value);
  if (reason !== undefined) {
    // What was sent before cannot be buried under nothing.
    const open = sent !== undefined && base === undefined;
    const outcome: Outcome = open ? { kind: 'unknown', reason: 'timeout' } : { kind: 'failed', reason };
    return { ...found, outcome, version: undefined };
  }
  const lineage = extendLineage(base, id, ballot, most);
  const record = writtenRecord(operation, ballot, now);
  const outcome: Outcome = { kind: 'ok', value: record.value };
  return {
    record: lineage === undefined ? record : { ...record, lineage },
    changes: true,
    ...{ outcome, version: ballot },
  };
}

/** The newest record among answers, and whether all of them gave it. */
export function newestOf(answers: readonly ReadAnswer[]): {
  readonly base: StoredRecord | undefined;
  readonly agreed: boolean;
} {
  let base: StoredRecord | undefined;
  let agreed = true;
  for (const [nth, { record }] of answers.entries()) {
    const order = orderOf(record, base);
    if (nth > 0 && order !== 0) agreed = false;
    if (order > 0) base = record;
  }
  return { base, agreed };
}

function orderOf(a: StoredRecord | undefined, b: StoredRecord | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 0 : 1) - (b === undefined ? 0 : 1);
  return compareVersion(a.version, b.version);
}

/** It may have been applied before, and the record would not say so any more. */
function cannotTell({ operation, sent }: Proposal, base: StoredRecord | undefined): boolean {
  if (sent !== undefined && mayHaveForgotten(base, sent)) return true;
  return operation.token?.repeated === true && forgottenIn(base) !== undefined;
}
