import type { Note } from '../../core/note.ts';
import type { Operation } from '../../core/operation.ts';
import type { RareEvent } from '../event.ts';
import { LineBuffer } from '../line-buffer.ts';
import { formatAddress, formatLogLine, LARGEST_DETAILED_GROUP } from './log-line.ts';

const INTRODUCER = 1;

type Requested = Extract<RareEvent, { kind: 'requested' }>;
type OperationNote = Extract<Note, { kind: 'operation-judged' | 'operation-decided' }>;

/**
 * Writes `dbg.log`: a line `131`, then one line ` ADDRESS [TICK] TEXT` for each event that the classic log knows.
 * Feed it every rare event of a run in order, then call `end`. Above 1 000 nodes only the introducer logs joins.
 */
export class DbgLog {
  readonly #lines: LineBuffer;
  #hosts = 0;

  constructor(emit: (chunk: string) => void) {
    this.#lines = new LineBuffer(emit);
    this.#lines.add('131');
  }

  add(event: RareEvent): void {
    switch (event.kind) {
      case 'host-created':
        this.#hosts += 1;
        this.#log(event, 'APP');
        return this.#log(event, 'APP MP2');
      case 'host-crashed':
        return this.#log(event, `Node failed at time=${event.tick}`);
      case 'noted':
        if (event.note.kind === 'member-joined' && !this.#showsJoins(event.node)) return;
        return this.#log(event, formatNote(event.note, event.tick));
      case 'requested':
        return this.#log(event, formatRequest(event));
      case 'host-started':
      case 'loss-changed':
      case 'replied':
      case 'act-skipped':
        return;
    }
  }

  /** Emits the last chunk. */
  end(): void {
    this.#lines.flush();
  }

  #showsJoins(observer: number): boolean {
    return this.#hosts <= LARGEST_DETAILED_GROUP || observer === INTRODUCER;
  }

  #log(event: { readonly node: number; readonly tick: number }, text: string | undefined): void {
    if (text !== undefined) this.#lines.add(formatLogLine(event.node, event.tick, text));
  }
}

/** @returns undefined for a note that the classic log does not know */
function formatNote(note: Note, tick: number): string | undefined {
  switch (note.kind) {
    case 'group-started':
      return 'Starting up group...';
    case 'join-requested':
      return 'Trying to join...';
    case 'member-joined':
      return `Node ${formatAddress(note.member)} joined at time ${tick}`;
    case 'member-removed':
      return `Node ${formatAddress(note.member)} removed at time ${tick}`;
    case 'operation-judged':
      return `server: ${formatResult(note, tick)}`;
    case 'operation-decided':
      return `coordinator: ${formatResult(note, tick)}`;
    default:
      return undefined;
  }
}

function formatRequest({ operation, expected, tick }: Requested): string {
  const value = writtenBy(operation) ?? expected;
  const shown = value === null ? '' : ` VALUE: ${value}`;
  return `${operation.kind.toUpperCase()} OPERATION KEY: ${operation.key}${shown} at time: ${tick}`;
}

function writtenBy(operation: Operation): string | null {
  return operation.kind === 'create' || operation.kind === 'update' ? operation.value : null;
}

/** A delete shows no value, nor does a read that failed, whatever it had found by then. */
function formatResult({ verb, success, request, key, value }: OperationNote, tick: number): string {
  const silent = value === null || verb === 'delete' || (verb === 'read' && !success);
  const result = success ? 'success' : 'fail';
  return `${verb} ${result} at time ${tick}, transID=${request}, key=${key}${silent ? '' : `, value=${value}`}`;
}
