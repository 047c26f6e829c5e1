import type { AnswerRecord } from '../../trace/classic/log-record.ts';
import type { ClientOperation } from './client-operations.ts';
import { ANSWER_TICKS } from './deadlines.ts';
import type { Group } from './group.ts';
import { addressOf } from './group.ts';
import type { Finding } from './points-table.ts';

/** What the log of one operation must show. */
export interface Expected {
  /** What each live replica says. */
  readonly replicas: 'success' | 'fail';
  /** How many of them may have answered. */
  readonly counts: readonly number[];
  /** What the coordinator says, once. */
  readonly coordinator: 'success' | 'fail';
}

/** Judges one operation: exactly the answers expected, from distinct live nodes, in time, with the right value. */
export function judgeOperation(operation: ClientOperation, expected: Expected, group: Group): Finding {
  const { servers, coordinators, asked } = operation;
  for (const answer of [...servers, ...coordinators]) {
    const fault = faultOfAnswer(answer, operation, group);
    if (fault !== undefined) return { fault };
  }
  const seen = describeAnswers(servers, coordinators);
  const wanted = `${expected.counts.join(' or ')} server ${expected.replicas} + 1 coordinator ${expected.coordinator}`;
  const right =
    expected.counts.includes(servers.length) &&
    servers.every(({ success }) => success === (expected.replicas === 'success')) &&
    coordinators.length === 1 &&
    coordinators.every(({ success }) => success === (expected.coordinator === 'success'));
  if (!right) return { fault: `${seen} instead of ${wanted}` };
  const twice = servers.find(({ node }, i) => servers.findIndex((other) => other.node === node) !== i);
  if (twice !== undefined) return { fault: `${addressOf(twice.node)} answered twice` };
  const stranger = coordinators.find(({ node }) => node !== asked.node);
  if (stranger !== undefined) return { fault: `${addressOf(stranger.node)} answered as coordinator` };
  return { seen };
}

/** `3 server success + 1 coordinator fail` */
function describeAnswers(servers: readonly AnswerRecord[], coordinators: readonly AnswerRecord[]): string {
  return `${tally(servers, 'server')} + ${tally(coordinators, 'coordinator')}`;
}

function tally(answers: readonly AnswerRecord[], who: string): string {
  const succeeded = answers.filter(({ success }) => success).length;
  const failed = answers.length - succeeded;
  if (failed === 0) return succeeded === 0 ? `no ${who}` : `${succeeded} ${who} success`;
  return succeeded === 0 ? `${failed} ${who} fail` : `${succeeded} ${who} success + ${failed} ${who} fail`;
}

function faultOfAnswer(answer: AnswerRecord, { asked }: ClientOperation, group: Group): string | undefined {
  const { node, tick, kind } = answer;
  const name = `${kind} ${addressOf(node)}`;
  if (!group.nodes.has(node)) return `${name} is not of the group`;
  const failedAt = group.failedAt(node);
  if (failedAt !== undefined && tick > failedAt)
    return `${name} answered at ${tick}, having failed at ${failedAt}`;
  if (tick < asked.tick || tick > asked.tick + ANSWER_TICKS)
    return `${name} answered at ${tick} what was asked at ${asked.tick}`;
  const value = valueExpected(answer, asked.value);
  if (answer.value !== value) return `${name} said ${quoted(answer.value)} instead of ${quoted(value)}`;
  return undefined;
}

/** A delete tells no value, nor does a read that failed. */
function valueExpected({ verb, success }: AnswerRecord, value: string | null): string | null {
  return verb === 'delete' || (verb === 'read' && !success) ? null : value;
}

function quoted(value: string | null): string {
  return value === null ? 'no value' : `value ${value}`;
}
