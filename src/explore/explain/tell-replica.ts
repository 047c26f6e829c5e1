import type { Settings } from '../../core/settings.ts';
import type { Version } from '../../core/version.ts';
import { nodeName, valueName, versionName } from '../../trace/words/name.ts';
import type { Draft } from './line.ts';
import { valueIn } from './operation-facts.ts';
import type { Judged, OperationTrace } from './operation-trace.ts';
import type { Ask } from './replica-step.ts';
import { askOf } from './replica-step.ts';

/** When a replica may say that it took something. */
export type Durability = Pick<Settings, 'acknowledgeDurable'>;

/** What one replica said to a write: what it holds, that it promises a ballot, that it took the write or would not. */
export function tellReplica(operation: OperationTrace, judged: Judged, durability: Durability): Draft {
  const { at, tick, node } = judged;
  const words = wordsOf(operation, judged, durability);
  return {
    ...{ at, tick, weight: 'plain', who: node, group: `${operation.request} ${words.join(' ')}` },
    tell: (who, several) => `${who} ${several ? words[1] : words[0]} ${words[2]}`,
  };
}

type Words = readonly [one: string, several: string, rest: string];

function wordsOf(operation: OperationTrace, judged: Judged, durability: Durability): Words {
  const { note } = judged;
  const ask = askOf(operation, judged);
  const held = note.value === null ? 'no value' : valueName(note.value);
  if (ask?.kind === 'promise')
    return ['promises', 'promise', `ballot ${versionName(ask.ballot)}, holding ${held}`];
  if (ask?.kind === 'tell' || (ask === undefined && note.verb === 'read'))
    return ['tells', 'tell', `that it holds ${held}`];
  const what = note.value === null ? 'the deletion' : held;
  if (!note.success) return ['refuses', 'refuse', `${what}: ${refusalOf(operation, judged)}`];
  if (durability.acknowledgeDurable === 0)
    return ['acknowledges', 'acknowledge', `${what} without waiting for the disk to have it`];
  return ['has', 'have', `${what}${orNewer(ask)} on disk`];
}

/** Who holds something newer than an atomic write has taken it, too. */
function orNewer(ask: Ask | undefined): string {
  return ask?.kind === 'take' && ask.newerWillDo ? ', or something newer,' : '';
}

const REFUSALS = {
  applied: '',
  absent: 'it holds no such key',
  exists: 'the key exists',
  superseded: 'it holds a newer version',
  promised: 'it has promised a higher ballot',
};

function refusalOf({ answers }: OperationTrace, { node, at }: Judged): string {
  for (const { sent } of answers) {
    if (sent.event.node !== node || sent.at < at) continue;
    const { message } = sent.event;
    if (message.kind === 'replicated' && message.judgement !== 'applied') return REFUSALS[message.judgement];
    if (message.kind === 'accepted' && message.higher !== undefined) return higherBallot(message.higher);
  }
  return 'what it holds or has promised does not allow it';
}

/** Ballots that replicas would not promise; they note nothing then. */
export function tellUnpromised({ answers, request }: OperationTrace): readonly Draft[] {
  return answers.flatMap(({ sent }): Draft[] => {
    const { message, node } = sent.event;
    if (message.kind !== 'promised' || message.higher === undefined) return [];
    const text = `ballot ${versionName(message.ballot)}: ${higherBallot(message.higher)}`;
    return [
      {
        ...{ at: sent.at, tick: sent.tick, weight: 'plain', who: node, group: `${request} ${text}` },
        tell: (who, several) => `${who} ${several ? 'refuse' : 'refuses'} ${text}`,
      },
    ];
  });
}

function higherBallot(higher: Version): string {
  return `it has promised, or holds, the higher ${versionName(higher)}`;
}

/** What of an operation did not reach its replicas, by what was asked. */
export function askName(ask: Ask | undefined, { asked, ...rest }: OperationTrace): string {
  const coordinator = nodeName(asked.event.node);
  if (ask === undefined || ask.kind === 'tell') return `${coordinator}'s question`;
  if (ask.kind === 'promise') return `${coordinator}'s ballot ${versionName(ask.ballot)}`;
  const { value } = ask.record;
  return `${coordinator}'s copy of ${value === null ? valueIn({ asked, ...rest }) : valueName(value)}`;
}
