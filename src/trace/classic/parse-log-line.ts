import type { Verb } from '../../core/operation.ts';
import type { LineScanner } from './line-scanner.ts';
import { NOTHING } from './line-scanner.ts';
import type { LogRecord } from './log-record.ts';

const VERBS: readonly { readonly verb: Verb; readonly operation: string }[] = [
  { verb: 'create', operation: 'CREATE OPERATION KEY: ' },
  { verb: 'read', operation: 'READ OPERATION KEY: ' },
  { verb: 'update', operation: 'UPDATE OPERATION KEY: ' },
  { verb: 'delete', operation: 'DELETE OPERATION KEY: ' },
];

const TIME = ' at time: ';
const VALUE = ' VALUE: ';

/**
 * Reads the line that the scanner stands at the beginning of.
 * @returns undefined for a line that is no record, or whose text names another tick than its bracket
 */
export function parseLogLine(line: LineScanner): LogRecord | undefined {
  line.skipBlanks();
  const node = line.node();
  if (node === NOTHING) return undefined;
  line.skipBlanks();
  if (!line.take('[')) return undefined;
  const tick = line.number();
  if (tick === NOTHING || !line.take(']')) return undefined;
  line.skipBlanks();
  if (line.take('server: ')) return parseAnswer(line, 'server', node, tick);
  if (line.take('coordinator: ')) return parseAnswer(line, 'coordinator', node, tick);
  if (line.take('Node ')) return parseMember(line, node, tick);
  for (const { verb, operation } of VERBS)
    if (line.take(operation)) return parseOperation(line.rest(), verb, node, tick);
  return parseState(line.rest(), node, tick);
}

function parseState(text: string, node: number, tick: number): LogRecord | undefined {
  switch (text) {
    case 'APP':
      return { kind: 'app', node, tick };
    case 'APP MP2':
      return { kind: 'app-store', node, tick };
    case 'Starting up group...':
      return { kind: 'group-started', node, tick };
    case 'Trying to join...':
      return { kind: 'join-requested', node, tick };
    default:
      return undefined;
  }
}

function parseMember(line: LineScanner, node: number, tick: number): LogRecord | undefined {
  if (line.take('failed at time='))
    return line.number() === tick && line.atEnd ? { kind: 'failed', node, tick } : undefined;
  const member = line.node();
  if (member === NOTHING) return undefined;
  const kind = line.take(' joined at time ') ? 'joined' : 'removed';
  if (kind === 'removed' && !line.take(' removed at time ')) return undefined;
  return line.number() === tick && line.atEnd ? { kind, node, tick, member } : undefined;
}

function parseAnswer(
  line: LineScanner,
  kind: 'server' | 'coordinator',
  node: number,
  tick: number,
): LogRecord | undefined {
  const verb = VERBS.find((candidate) => line.take(candidate.verb))?.verb;
  if (verb === undefined) return undefined;
  const success = line.take(' success at time ');
  if (!success && !line.take(' fail at time ')) return undefined;
  if (line.number() !== tick || !line.take(', transID=')) return undefined;
  const transId = line.number();
  if (transId === NOTHING || !line.take(', key=')) return undefined;
  const rest = line.rest();
  const comma = rest.indexOf(', value=');
  const key = comma < 0 ? rest : rest.slice(0, comma);
  const value = comma < 0 ? null : rest.slice(comma + ', value='.length);
  return { kind, node, tick, verb, success, transId, key, value };
}

/** @param rest `k VALUE: v at time: 100` */
function parseOperation(rest: string, verb: Verb, node: number, tick: number): LogRecord | undefined {
  const end = rest.lastIndexOf(TIME);
  if (end < 0 || rest.slice(end + TIME.length) !== String(tick)) return undefined;
  const middle = rest.indexOf(VALUE);
  const valued = middle >= 0 && middle < end;
  const key = rest.slice(0, valued ? middle : end);
  const value = valued ? rest.slice(middle + VALUE.length, end) : null;
  return { kind: 'operation', node, tick, verb, key, value };
}
