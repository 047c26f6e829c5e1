import type { NodeId } from '../../core/ids.ts';
import type { StoredRecord } from '../../core/record.ts';
import { compareVersion } from '../../core/version.ts';
import { tellDrop, tellOperation } from '../../trace/words/event.ts';
import { nodeName, valueName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { list, nodeList } from './line.ts';
import { askerOf, recordIn, recordOf, replicasOf, valueIn } from './operation-facts.ts';
import type { Judged, OperationTrace } from './operation-trace.ts';
import { askIn, isOfTaking } from './replica-step.ts';
import { askName } from './tell-replica.ts';
import { tellLoss } from './tell-write.ts';

/** What one replica said to a read before it was decided. */
interface Said {
  readonly judged: Judged;
  /** Known where it travelled; the coordinator's own copy does not. */
  readonly record: StoredRecord | undefined;
}

/** A client's read, with the writes of its key that the story is about: what each replica said, and what it had not heard of. */
export function tellRead(operation: OperationTrace, writes: readonly OperationTrace[]): readonly Draft[] {
  const { asked, questions, answers, request } = operation;
  const coordinator = asked.event.node;
  const replicas = replicasOf(operation);
  const asks =
    replicas.length === 0
      ? ''
      : `; ${nodeName(coordinator)} asks the replicas ${nodeList(replicas, coordinator)}`;
  const head: Draft = {
    ...{ tick: asked.tick, at: asked.at, weight: 'plain' },
    tell: () =>
      `${askerOf(operation)} asks ${nodeName(coordinator)} to ${tellOperation(asked.event.operation)} (operation ${request})${asks}`,
  };
  const said = saidTo(operation);
  return [
    head,
    ...questions.flatMap((question) =>
      tellLoss(question, askName(askIn(question.sent.event.message), operation)),
    ),
    ...answers.flatMap((answer) => tellLoss(answer, `${nodeName(answer.sent.event.node)}'s answer`)),
    ...said.flatMap((one) => tellMissing(one, writes)),
    ...tellRepairs(operation),
    ...tellEnd(operation, said),
  ];
}

/** The newest answers that the coordinator had when it decided. */
function saidTo(operation: OperationTrace): readonly Said[] {
  const { asked, judged, answers, decided } = operation;
  const deadline = decided?.at ?? Number.POSITIVE_INFINITY;
  return judged.flatMap((judge): Said[] => {
    if (judge.node === asked.event.node)
      return judge.at < deadline ? [{ judged: judge, record: undefined }] : [];
    const answer = answers.find(({ sent }) => sent.event.node === judge.node && sent.at > judge.at);
    if (answer === undefined || answer.fate.kind !== 'received' || answer.fate.at >= deadline) return [];
    const { message } = answer.sent.event;
    return [{ judged: judge, record: message.kind === 'fetched' ? message.record : undefined }];
  });
}

/** Why a replica answers with less than what was already written elsewhere. */
function tellMissing(said: Said, writes: readonly OperationTrace[]): readonly Draft[] {
  const { judged } = said;
  const reasons = writes.flatMap((write) => reasonFor(said, write) ?? []);
  if (reasons.length === 0) return [];
  const text = `${nodeName(judged.node)} still answers ${valueName(judged.note.value)}: ${reasons.join('; ')}`;
  return [{ tick: judged.tick, at: judged.at, weight: 'strong', tell: () => text }];
}

function reasonFor({ judged, record }: Said, write: OperationTrace): string | undefined {
  const { asked, questions } = write;
  const { node } = judged;
  const copy = questions.findLast(({ sent }) => sent.event.to === node && sent.at < judged.at);
  const written = copy === undefined ? recordOf(write) : recordIn(copy);
  if (asked.at > judged.at || isThere(judged, record, written, write)) return undefined;
  const what = valueIn(write);
  const from = nodeName(asked.event.node);
  if (copy === undefined) {
    if (node === asked.event.node) return notYetTaken(write, judged, what);
    return replicasOf(write).includes(node) || written === undefined
      ? undefined
      : `${from} counted the replicas ${nodeList(replicasOf(write))} and never sent it ${what}`;
  }
  const { sent, fate } = copy;
  if (fate.kind === 'dropped')
    return `the copy of ${what} that ${from} sent it at tick ${sent.tick} did not arrive (${tellDrop(fate.reason)})`;
  if (fate.kind === 'under-way')
    return `the copy of ${what} that ${from} sent it at tick ${sent.tick} has not arrived and never will in this run`;
  if (fate.at > judged.at)
    return `the copy of ${what} that ${from} sent it at tick ${sent.tick} arrives only at tick ${fate.tick}`;
  return notYetTaken(write, judged, what);
}

/** It answered with this write, or with something newer. */
function isThere(
  { note }: Judged,
  record: StoredRecord | undefined,
  written: StoredRecord | undefined,
  { asked }: OperationTrace,
): boolean {
  if (record !== undefined && written !== undefined)
    return compareVersion(record.version, written.version) >= 0;
  const { operation } = asked.event;
  return note.value === ('value' in operation ? operation.value : null);
}

function notYetTaken(write: OperationTrace, { node, at }: Judged, what: string): string | undefined {
  const later = write.judged.find((one) => one.node === node && one.note.success && isOfTaking(write, one));
  if (later === undefined || later.at < at) return undefined;
  return `it has taken ${what} only from tick ${later.tick} on`;
}

function tellRepairs(operation: OperationTrace): readonly Draft[] {
  const { repairs, request, asked } = operation;
  return repairs.flatMap(({ sent, fate }): Draft[] => {
    const { message } = sent.event;
    const value = message.kind === 'store' ? (message.records[0]?.value ?? null) : null;
    const from = nodeName(asked.event.node);
    const told: Draft = {
      ...{ tick: sent.tick, at: sent.at, weight: 'plain', group: `${request} repair`, who: sent.event.to },
      tell: (who) => `${from} writes ${valueName(value)} back to ${who}`,
    };
    return [told, ...tellLoss({ sent, fate }, `what ${from} writes back`)];
  });
}

function tellEnd(operation: OperationTrace, said: readonly Said[]): readonly Draft[] {
  const { asked, replied, gaveUp, request } = operation;
  const drafts: Draft[] = [];
  if (replied !== undefined) {
    const { outcome } = replied.event;
    const answer = outcome.kind === 'ok' ? valueName(outcome.value) : `${outcome.kind} (${outcome.reason})`;
    const heard = said.length === 0 ? '' : ` has heard ${tellSaid(said, asked.event.node)} and`;
    const text = `${nodeName(asked.event.node)}${heard} answers ${askerOf(operation)}: ${answer}`;
    drafts.push({ tick: replied.tick, at: replied.at, weight: 'plain', tell: () => text });
  }
  if (gaveUp !== undefined) {
    const text = `${askerOf(operation)} waits no longer for operation ${request}`;
    drafts.push({ tick: gaveUp.tick, at: gaveUp.at, weight: 'plain', tell: () => text });
  }
  return drafts;
}

/** `'a' from n1 and n2, 'b' from n5`. */
function tellSaid(said: readonly Said[], self: NodeId): string {
  const byValue = new Map<string, NodeId[]>();
  for (const { judged } of said) {
    const value = valueName(judged.note.value);
    const nodes = byValue.get(value) ?? [];
    nodes.push(judged.node);
    byValue.set(value, nodes);
  }
  return list([...byValue].map(([value, nodes]) => `${value} from ${nodeList(nodes, self)}`));
}
