import type { Message } from '../../core/message.ts';
import type { StoredRecord } from '../../core/record.ts';
import type { Version } from '../../core/version.ts';
import { compareVersion } from '../../core/version.ts';
import type { Judged, OperationTrace } from './operation-trace.ts';

/** What a coordinator asked of a replica: to tell what it holds, to promise a ballot, or to take a record. */
export type Ask =
  | { readonly kind: 'tell' }
  | { readonly kind: 'promise'; readonly ballot: Version }
  | {
      readonly kind: 'take';
      readonly record: StoredRecord;
      /** Phase 2 of the register, under the record's version as ballot. */
      readonly underBallot: boolean;
      /** Whether a replica that holds something newer says yes as well. */
      readonly newerWillDo: boolean;
    };

/** Undefined for what no coordinator asks. */
export function askIn(message: Message): Ask | undefined {
  switch (message.kind) {
    case 'fetch':
      return { kind: 'tell' };
    case 'prepare':
      return { kind: 'promise', ballot: message.ballot };
    case 'accept':
      return { kind: 'take', record: message.record, underBallot: true, newerWillDo: false };
    case 'replicate':
      return {
        ...{ kind: 'take', record: message.record, underBallot: false },
        newerWillDo: message.atomic === true,
      };
    default:
      return undefined;
  }
}

/**
 * What a replica judged: as its answer says, or else the newest question that asks for such a judgement. What the
 * coordinator asks of itself leaves no trace; it asks the same of all. Undefined where nothing was sent.
 */
export function askOf({ asked, questions, answers }: OperationTrace, judged: Judged): Ask | undefined {
  const { at, node, note } = judged;
  const own = node === asked.event.node;
  const asks = questions.flatMap(({ sent }) => {
    const ask = own || sent.event.to === node ? askIn(sent.event.message) : undefined;
    return sent.at < at && ask !== undefined ? [ask] : [];
  });
  const answer = answers.find(({ sent }) => sent.event.node === node && sent.at > at)?.sent.event.message;
  if (answer?.kind === 'promised') return { kind: 'promise', ballot: answer.ballot };
  const isTaken = answer?.kind === 'accepted' || answer?.kind === 'replicated';
  const isOf = (ask: Ask): boolean =>
    ask.kind === 'take'
      ? note.version !== undefined && compareVersion(ask.record.version, note.version) === 0
      : note.verb === 'read' && !isTaken;
  return asks.findLast(isOf);
}

/** A judgement that says that the replica took what is written, or would not: not what it told or promised before. */
export function isOfTaking(operation: OperationTrace, judged: Judged): boolean {
  return judged.note.verb !== 'read' || askOf(operation, judged)?.kind === 'take';
}
