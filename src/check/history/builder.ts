import { must } from '../../lib/assert.ts';
import { HistoryError } from './error.ts';
import type { EventType, HistoryEvent, ProcessName } from './event.ts';
import { growBytes, growInts } from './grow.ts';
import type { History } from './history.ts';
import { OPEN, outcomeCode } from './history.ts';
import type { Json } from './json.ts';
import { isList } from './json.ts';
import { ABSENT, ValueTable } from './value-table.ts';
import type { Family, Verb } from './verb.ts';
import { familyOf, verbCode, verbNames } from './verb.ts';
import { isPure } from './verb-effect.ts';

const IDLE = -1;
const GONE = -2;
/** For a start; doubled as needed. */
const ROOM = 16;

/**
 * Pairs events into operations, one event at a time, and refuses what cannot be a history.
 * A process is idle, has one open operation, or is gone: after `info` its name is used no more, because the old
 * operation may still be under way.
 */
export class HistoryBuilder {
  readonly #values = new ValueTable();
  readonly #keys: (string | undefined)[] = [];
  readonly #keyNumbers = new Map<string | undefined, number>();
  readonly #processes: ProcessName[] = [];
  readonly #processNumbers = new Map<ProcessName, number>();
  /** For each process its open operation, or `IDLE`, or `GONE`. */
  #open = new Int32Array(ROOM);
  #family: Family | undefined;
  #line = 1;
  #events = 0;
  #size = 0;
  #process = new Int32Array(ROOM);
  #verb = new Uint8Array(ROOM);
  #key = new Int32Array(ROOM);
  #observed = new Int32Array(ROOM);
  #written = new Int32Array(ROOM);
  #call = new Int32Array(ROOM);
  #return = new Int32Array(ROOM);
  #outcome = new Uint8Array(ROOM);

  /** The line that the next event stands on. */
  get line(): number {
    return this.#line;
  }

  /** A line without an event. */
  skipLine(): void {
    this.#line++;
  }

  /** Throws `HistoryError` when the event cannot follow the ones before it. */
  add(event: HistoryEvent): void {
    this.addParts(event.type, event.process, event.operation, event.key, event.value);
  }

  /** `add` without the object. */
  addParts(
    type: EventType,
    name: ProcessName,
    verb: Verb,
    key: string | undefined,
    value: Json | undefined,
  ): void {
    const process = this.#processNumber(name);
    if (type === 'invoke') {
      this.#begin(process, verbCode[verb], this.#keyNumber(key), value);
      return;
    }
    const id = this.#openOperation(process, type);
    this.#expectSame(id, type, verb, key);
    this.#end(process, id, type, value);
  }

  /** The verb of the operation that a completion would end. */
  openVerb(name: ProcessName, type: EventType): Verb {
    const id = this.#openOperation(this.#processNumber(name), type);
    return must(verbNames[this.#verb[id] ?? -1], 'verb of an open operation');
  }

  #processNumber(name: ProcessName): number {
    const known = this.#processNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.#processes.push(name) - 1;
    this.#processNumbers.set(name, number);
    if (number >= this.#open.length) this.#open = growInts(this.#open);
    this.#open[number] = IDLE;
    return number;
  }

  #keyNumber(key: string | undefined): number {
    const known = this.#keyNumbers.get(key);
    if (known !== undefined) return known;
    this.#admitKey(key);
    const number = this.#keys.push(key) - 1;
    this.#keyNumbers.set(key, number);
    return number;
  }

  #expectSame(id: number, type: EventType, verb: Verb, key: string | undefined): void {
    const called = verbNames[this.#verb[id] ?? -1];
    if (verb !== called)
      throw this.error(`${type} of ${verb}; expected ${called}, the open operation of its process`);
    const calledKey = this.#keys[this.#key[id] ?? -1];
    if (key === undefined || key === calledKey) return;
    throw this.error(
      `${type} for key ${JSON.stringify(key)}; expected ${JSON.stringify(calledKey)}, the key of the open operation`,
    );
  }

  #begin(process: number, verb: number, key: number, value: Json | undefined): void {
    const open = this.#open[process] ?? IDLE;
    if (open !== IDLE) throw this.#busy(process, open);
    this.#admitVerb(verb);
    const id = this.#size;
    if (id === this.#call.length) this.#grow();
    this.#observed[id] = ABSENT;
    this.#written[id] = ABSENT;
    this.#carry(id, verb, value);
    this.#open[process] = id;
    this.#process[id] = process;
    this.#verb[id] = verb;
    this.#key[id] = key;
    this.#call[id] = this.#events++;
    this.#return[id] = OPEN;
    this.#outcome[id] = outcomeCode.unknown;
    this.#size++;
    this.#line++;
  }

  /** What the call brings along. */
  #carry(id: number, verb: number, value: Json | undefined): void {
    if (isPure(verb) || verb === verbCode.delete) return;
    if (verb === verbCode.cas) {
      const [from, to] = this.#pair(value);
      this.#observed[id] = this.#values.intern(from);
      this.#written[id] = this.#values.intern(to);
      return;
    }
    if (value === undefined)
      throw this.error(`${verbNames[verb]} has no value; expected any JSON value, null included`);
    if (verb === verbCode.append && typeof value !== 'string')
      throw this.error(`append of ${JSON.stringify(value)}; expected a text`);
    this.#written[id] = this.#values.intern(value);
  }

  #end(process: number, id: number, type: EventType, value: Json | undefined): void {
    if (type === 'ok') this.#observe(id, value);
    const at = this.#events++;
    if (type === 'info') {
      this.#open[process] = GONE;
    } else {
      this.#open[process] = IDLE;
      this.#return[id] = at;
      this.#outcome[id] = type === 'ok' ? outcomeCode.ok : outcomeCode.failed;
    }
    this.#line++;
  }

  build(): History {
    const size = this.#size;
    return {
      family: this.#family ?? 'register',
      size,
      eventCount: this.#events,
      process: this.#process.slice(0, size),
      verb: this.#verb.slice(0, size),
      key: this.#key.slice(0, size),
      observed: this.#observed.slice(0, size),
      written: this.#written.slice(0, size),
      call: this.#call.slice(0, size),
      return: this.#return.slice(0, size),
      outcome: this.#outcome.slice(0, size),
      keys: this.#keys,
      processes: this.#processes,
      values: this.#values,
    };
  }

  error(problem: string): HistoryError {
    return new HistoryError(this.#line, problem);
  }

  #openOperation(process: number, type: EventType): number {
    const id = this.#open[process] ?? IDLE;
    if (id >= 0) return id;
    throw this.error(
      `${type} of process ${this.#nameOf(process)} without an open operation; expected an invoke before it`,
    );
  }

  #observe(id: number, value: Json | undefined): void {
    const verb = this.#verb[id] ?? 0;
    if (!isPure(verb)) return;
    if (value !== undefined) this.#observed[id] = this.#values.intern(value);
    else if (verb === verbCode.read)
      throw this.error('ok of read has no value; expected the value that was read, null included');
  }

  #admitVerb(verb: number): void {
    const name = verbNames[verb];
    if (name === undefined) throw this.error(`unknown operation; expected one of ${verbNames.join(', ')}`);
    const family = familyOf(name);
    this.#family ??= family;
    if (family === this.#family) return;
    throw this.error(
      `${name} in a history of ${this.#family === 'register' ? 'read, write and cas' : 'get, put, append, delete, create and update'}; expected one family of operations`,
    );
  }

  #admitKey(key: string | undefined): void {
    if (this.#keys.length === 0 || (key === undefined) === (this.#keys[0] === undefined)) return;
    throw this.error(
      key === undefined ? 'missing key; the lines before have one' : 'a key; the lines before have none',
    );
  }

  #pair(value: Json | undefined): readonly [Json, Json] {
    if (value !== undefined && isList(value) && value.length === 2) {
      const [from, to] = value;
      if (from !== undefined && to !== undefined) return [from, to];
    }
    throw this.error(`cas of ${JSON.stringify(value)}; expected [from, to]`);
  }

  #busy(process: number, open: number): HistoryError {
    const name = this.#nameOf(process);
    return this.error(
      open === GONE
        ? `process ${name} was used again after an info; its operation may still be under way, so expected a new process`
        : `process ${name} has an open operation; expected its ok, fail or info first`,
    );
  }

  #nameOf(process: number): string {
    return JSON.stringify(this.#processes[process]);
  }

  #grow(): void {
    this.#process = growInts(this.#process);
    this.#verb = growBytes(this.#verb);
    this.#key = growInts(this.#key);
    this.#observed = growInts(this.#observed);
    this.#written = growInts(this.#written);
    this.#call = growInts(this.#call);
    this.#return = growInts(this.#return);
    this.#outcome = growBytes(this.#outcome);
  }
}
