import type { NodeId } from '../../core/ids.ts';
import type { Message } from '../../core/message.ts';
import type { StoredRecord } from '../../core/record.ts';
import { valueName } from '../../trace/words/name.ts';
import type { Delivery, OperationTrace } from './operation-trace.ts';
import { isOfTaking } from './replica-step.ts';

/** Who asks: a client of the workload, or the scenario itself. */
export function askerOf({ asked }: OperationTrace): string {
  return asked.event.client === undefined ? 'the scenario' : `client ${asked.event.client}`;
}

/** The preference list that the coordinator asked, as far as the trace tells it. */
export function replicasOf({ decided, questions }: OperationTrace): readonly NodeId[] {
  const told = decided?.event.replicas;
  if (told !== undefined) return told;
  const first = questions[0]?.sent.event;
  if (first?.message.kind === 'replicate') return first.message.replicas;
  return [...new Set(questions.map(({ sent }) => sent.event.to))];
}

/** What a write stores, under its newest version; undefined where nothing of it was sent. */
export function recordOf({ questions }: OperationTrace): StoredRecord | undefined {
  const last = questions[questions.length - 1];
  return last === undefined ? undefined : recordIn(last);
}

export function recordIn({ sent }: Delivery): StoredRecord | undefined {
  const { message } = sent.event;
  return message.kind === 'replicate' || message.kind === 'accept' ? message.record : undefined;
}

/** Who told the coordinator, before it decided, that it took the write. */
export function votersOf(operation: OperationTrace): readonly NodeId[] {
  const { asked, answers, decided, judged } = operation;
  const deadline = decided?.at ?? Number.POSITIVE_INFINITY;
  const coordinator = asked.event.node;
  const heard = answers.flatMap(({ sent, fate }) =>
    fate.kind === 'received' && fate.at < deadline && isTaken(sent.event.message) ? [sent.event.node] : [],
  );
  const own = judged.some(
    (one) => one.node === coordinator && one.at < deadline && one.note.success && isOfTaking(operation, one),
  );
  return [...new Set([...(own ? [coordinator] : []), ...heard])];
}

function isTaken(message: Message): boolean {
  if (message.kind === 'replicated') return message.judgement === 'applied';
  return message.kind === 'accepted' && message.higher === undefined;
}

/** What an operation writes, in words. */
export function valueIn({ asked }: OperationTrace): string {
  const { operation } = asked.event;
  return 'value' in operation && operation.value !== null ? valueName(operation.value) : 'the deletion';
}
