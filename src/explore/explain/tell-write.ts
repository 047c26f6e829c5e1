import type { NodeId } from '../../core/ids.ts';
import { tellDrop, tellOperation } from '../../trace/words/event.ts';
import { nodeName, valueName, versionName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { list, nodeList } from './line.ts';
import { askerOf, replicasOf, valueIn, votersOf } from './operation-facts.ts';
import type { Delivery, OperationTrace } from './operation-trace.ts';

/** A client's write, from the question to the answer. */
export function tellWrite(operation: OperationTrace): readonly Draft[] {
  const { asked, questions, answers, judged, request } = operation;
  const coordinator = asked.event.node;
  const replicas = replicasOf(operation);
  const sends =
    replicas.length === 0
      ? ''
      : `; ${nodeName(coordinator)} sends it to the replicas ${nodeList(replicas, coordinator)}`;
  const what = tellOperation(asked.event.operation);
  const head: Draft = {
    ...{ tick: asked.tick, at: asked.at, weight: 'plain' },
    tell: () =>
      `${askerOf(operation)} asks ${nodeName(coordinator)} to ${what} (operation ${request})${sends}`,
  };
  const taken = judged.map(
    ({ at, tick, node, note }): Draft => ({
      ...{
        at,
        tick,
        weight: 'plain',
        who: node,
        group: `${request} ${note.success ? 'taken' : refusalOf(operation, node)}`,
      },
      tell: (who, several) =>
        note.success
          ? `${who} ${several ? 'have' : 'has'} ${valueName(note.value)} on disk`
          : `${who} ${several ? 'refuse' : 'refuses'} ${valueIn(operation)}: ${refusalOf(operation, node)}`,
    }),
  );
  return [
    head,
    ...questions.flatMap((question) =>
      tellLoss(question, `${nodeName(coordinator)}'s copy of ${valueIn(operation)}`),
    ),
    ...taken,
    ...answers.flatMap((answer) => tellLoss(answer, `${nodeName(answer.sent.event.node)}'s answer`)),
    ...tellRepeats(operation),
    ...tellEnd(operation),
  ];
}

const REFUSALS = {
  applied: '',
  absent: 'it holds no such key',
  exists: 'the key exists',
  superseded: 'it holds a newer version',
  promised: 'it has promised a higher ballot',
};

function refusalOf({ answers }: OperationTrace, node: NodeId): string {
  for (const { sent } of answers) {
    const { message } = sent.event;
    if (sent.event.node === node && message.kind === 'replicated' && message.judgement !== 'applied')
      return REFUSALS[message.judgement];
  }
  return 'what it holds does not allow it';
}

/** What did not arrive. */
export function tellLoss({ sent, fate }: Delivery, what: string): readonly Draft[] {
  if (fate.kind !== 'dropped') return [];
  const { node, to } = sent.event;
  const text = `${what} never reaches ${nodeName(to)}: ${tellDrop(fate.reason)}, on the link ${nodeName(node)} → ${nodeName(to)}`;
  return [{ tick: fate.tick, at: fate.at, weight: 'strong', tell: () => text }];
}

/** A coordinator that hears of a newer version sends its write once more, above that. */
function tellRepeats({ questions, asked }: OperationTrace): readonly Draft[] {
  const versions = new Set<string>();
  return questions.flatMap(({ sent }): Draft[] => {
    const { message } = sent.event;
    if (message.kind !== 'replicate') return [];
    const version = versionName(message.record.version);
    const isNew = !versions.has(version);
    versions.add(version);
    if (!isNew || versions.size === 1) return [];
    const text = `${nodeName(asked.event.node)} hears of a newer version and sends the write again as ${version}`;
    return [{ tick: sent.tick, at: sent.at, weight: 'plain', tell: () => text }];
  });
}

function tellEnd(operation: OperationTrace): readonly Draft[] {
  const { asked, replied, gaveUp, request } = operation;
  const coordinator = nodeName(asked.event.node);
  const drafts: Draft[] = [];
  if (replied !== undefined) {
    const { outcome } = replied.event;
    const voters = votersOf(operation);
    const said =
      voters.length === 0 ? 'no word of any replica' : `the word of ${nodeList(voters, asked.event.node)}`;
    const answer = outcome.kind === 'ok' ? 'ok' : `${outcome.kind} (${outcome.reason})`;
    const text = `${coordinator} has ${said} and answers ${askerOf(operation)}: ${valueIn(operation)} ${answer}`;
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
  const holders = [...new Set(judged.filter(({ note }) => note.success).map((judge) => judge.node))].sort(
    (a, b) => a - b,
  );
  const until = replied === undefined ? '' : `, answered at tick ${replied.tick}`;
  const kept =
    holders.length === 0
      ? ''
      : `; ${list(holders.map(nodeName))} ${holders.length > 1 ? 'hold' : 'holds'} it`;
  const text = `first, ${askerOf(operation)} asks ${nodeName(node)} to ${tellOperation(wanted)} (operation ${request}${until})${kept}`;
  return { tick: asked.tick, at: asked.at, weight: 'plain', tell: () => text };
}
