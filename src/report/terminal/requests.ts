import type { RareEvent } from '../../trace/event.ts';
import type { Paint } from './paint.ts';
import { count } from './words.ts';

type Operation = Extract<RareEvent, { kind: 'requested' }>['operation'];
type Outcome = Extract<RareEvent, { kind: 'replied' }>['outcome'];

/** A client's request and, once it came, its answer. */
export interface Asked {
  readonly request: number;
  /** The coordinator. */
  readonly node: number;
  readonly operation: Operation;
  outcome: Outcome | undefined;
  repliedAt: number | undefined;
}

/** More requests of one verb in one tick than this share a line. */
const MOST_LINES = 3;

/** Requests of one verb that were made in one tick. */
export function tellRequests(asked: readonly Asked[], paint: Paint): readonly string[] {
  if (asked.length <= MOST_LINES) return asked.map((one) => tellOne(one, paint));
  const others = asked.filter(({ outcome }) => outcome?.kind !== 'ok');
  const verb = asked[0]?.operation.kind ?? '';
  const head = `${verb} ${count(asked.length, 'key')}: ${asked.length - others.length} ok`;
  if (others.length === 0) return [head];
  const named = others.slice(0, MOST_LINES).map((one) => `${one.operation.key} ${tellOutcome(one, paint)}`);
  const more = others.length > MOST_LINES ? ', …' : '';
  return [`${head}, ${others.length} not: ${named.join(', ')}${more}`];
}

function tellOne(asked: Asked, paint: Paint): string {
  const { operation, node, repliedAt } = asked;
  const written = 'value' in operation ? ` = ${operation.value}` : '';
  const when = repliedAt === undefined ? '' : paint.faint(` (tick ${repliedAt})`);
  return `${operation.kind} ${operation.key}${written} at node ${node}: ${tellOutcome(asked, paint)}${when}`;
}

function tellOutcome({ operation, outcome }: Asked, paint: Paint): string {
  if (outcome === undefined) return paint.bad('no answer');
  if (outcome.kind !== 'ok') return paint.bad(`${outcome.kind} (${outcome.reason})`);
  return operation.kind === 'read' ? `ok, ${outcome.value ?? 'nothing'}` : 'ok';
}
