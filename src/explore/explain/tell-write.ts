import { tellDrop, tellOperation } from '../../trace/words/event.ts';
import { nodeName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { list, nodeList } from './line.ts';
import { askerOf, valueIn, votersOf } from './operation-facts.ts';
import type { Delivery, OperationTrace } from './operation-trace.ts';
import { askIn, isOfTaking } from './replica-step.ts';
import { firstAsking, tellAskings } from './tell-asking.ts';
import type { Durability } from './tell-replica.ts';
import { askName, tellReplica, tellUnpromised } from './tell-replica.ts';

/** A client's write, from the question to the answer. */
export function tellWrite(operation: OperationTrace, durability: Durability): readonly Draft[] {
  const { asked, questions, answers, judged, request } = operation;
  const what = tellOperation(asked.event.operation);
  const head: Draft = {
    ...{ tick: asked.tick, at: asked.at, weight: 'plain' },
    tell: () =>
      `${askerOf(operation)} asks ${nodeName(asked.event.node)} to ${what} (operation ${request})${firstAsking(operation)}`,
  };
  return [
    head,
    ...tellAskings(operation),
    ...questions.flatMap((question) =>
      tellLoss(question, askName(askIn(question.sent.event.message), operation)),
    ),
    ...judged.map((one) => tellReplica(operation, one, durability)),
    ...tellUnpromised(operation),
    ...answers.flatMap((answer) => tellLoss(answer, `${nodeName(answer.sent.event.node)}'s answer`)),
    ...tellEnd(operation),
  ];
}

/** What did not arrive. */
export function tellLoss({ sent, fate }: Delivery, what: string): readonly Draft[] {
  if (fate.kind !== 'dropped') return [];
  const { node, to } = sent.event;
  const text = `${what} never reaches ${nodeName(to)}: ${tellDrop(fate.reason)}, on the link ${nodeName(node)} → ${nodeName(to)}`;
  return [{ tick: fate.tick, at: fate.at, weight: 'strong', tell: () => text }];
}

function tellEnd(operation: OperationTrace): readonly Draft[] {
  const { asked, replied, gaveUp, request } = operation;
  const coordinator = nodeName(asked.event.node);
  const drafts: Draft[] = [];
  if (replied !== undefined) {
    const { outcome } = replied.event;
    const voters = votersOf(operation);
    const said = voters.length === 0 ? '' : ` has the word of ${nodeList(voters, asked.event.node)} and`;
    const answer = outcome.kind === 'ok' ? 'ok' : `${outcome.kind} (${outcome.reason})`;
    const text = `${coordinator}${said} answers ${askerOf(operation)}: ${valueIn(operation)} ${answer}`;
    drafts.push({ tick: replied.tick, at: replied.at, weight: 'plain', tell: () => text });
  }
  if (gaveUp !== undefined) {
    const text = `${askerOf(operation)} waits no longer for operation ${request}: whether ${valueIn(operation)} was written, it does not know`;
    drafts.push({ tick: gaveUp.tick, at: gaveUp.at, weight: 'plain', tell: () => text });
  }
  return drafts;
}

/** A write that only sets the scene, in one line. */
export function tellBackground(operation: OperationTrace): Draft {
  const { asked, judged, request, replied } = operation;
  const { operation: wanted, node } = asked.event;
  const holders = [
    ...new Set(judged.filter((one) => one.note.success && isOfTaking(operation, one)).map((one) => one.node)),
  ].sort((a, b) => a - b);
  const until = replied === undefined ? '' : `, answered at tick ${replied.tick}`;
  const kept =
    holders.length === 0
      ? ''
      : `; ${list(holders.map(nodeName))} ${holders.length > 1 ? 'hold' : 'holds'} it`;
  const text = `first, ${askerOf(operation)} asks ${nodeName(node)} to ${tellOperation(wanted)} (operation ${request}${until})${kept}`;
  return { tick: asked.tick, at: asked.at, weight: 'plain', tell: () => text };
}
