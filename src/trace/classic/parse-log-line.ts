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
    if (line.take(operation)) return parseOperation(line, verb, node, tick);
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
  const verb = takeVerb(line);
  if (verb === undefined) return undefined;
  const success = line.take(' success at time ');
  if (!success && !line.take(' fail at time ')) return undefined;
  if (line.number() !== tick || !line.take(', transID=')) return undefined;
  const transId = line.number();
  if (transId === NOTHING || !line.take(', key=')) return undefined;
  const key = line.until(', value=');
  return key === undefined
    ? { kind, node, tick, verb, success, transId, key: line.rest(), value: null }
    : { kind, node, tick, verb, success, transId, key, value: line.rest() };
}

function takeVerb(line: LineScanner): Verb | undefined {
  for (const { verb } of VERBS) if (line.take(verb)) return verb;
  return undefined;
}

/** What is left is `k VALUE: v at time: 100`, or has no value. */
function parseOperation(line: LineScanner, verb: Verb, node: number, tick: number): LogRecord | undefined {
  const valued = line.until(' VALUE: ');
  const last = line.until(' at time: ');
  if (last === undefined || line.number() !== tick || !line.atEnd) return undefined;
  return valued === undefined
    ? { kind: 'operation', node, tick, verb, key: last, value: null }
    : { kind: 'operation', node, tick, verb, key: valued, value: last };
}
