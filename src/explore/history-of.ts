import { HistoryBuilder } from '../check/history/builder.ts';
import type { EventType, HistoryEvent, ProcessName } from '../check/history/event.ts';
import type { History, Operation as Judged } from '../check/history/history.ts';
import type { Verb } from '../check/history/verb.ts';
import type { Operation, Outcome } from '../core/operation.ts';
import { assert, must } from '../lib/assert.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RareEvent } from '../trace/event.ts';

/** What the keys of a scenario are to a checker: registers that are read and written, or keys that come and go. */
export type HistoryFamily = 'register' | 'kv';

const REGISTER_VERBS: readonly Operation['kind'][] = ['read', 'put', 'cas'];

export function familyOf({ workload, acts }: Scenario): HistoryFamily {
  const plain = acts.every((act) => act.kind !== 'request' || REGISTER_VERBS.includes(act.operation.kind));
  const asked = acts.some(({ kind }) => kind === 'request');
  if (!plain || (workload === undefined && !asked)) return 'kv';
  switch (workload?.kind) {
    case undefined:
    case 'registers':
    case 'hot-key':
    case 'zipf':
    case 'sequential':
    case 'mixed':
    case 'cas':
    case 'counters':
      return 'register';
    case 'crud':
    case 'churn':
      return 'kv';
  }
}

interface Call {
  readonly process: ProcessName;
  readonly client: number | undefined;
  readonly operation: Operation;
}

const LETTERS = 26;
const LETTER_A = 97;

/**
 * What the clients of a run saw, in the order in which they saw it.
 *
 * A client of the workload is one process, until it does not learn what became of an operation: then it goes on under
 * another name (3, 3b, 3c …). A request of the scenario itself is a process of its own (r17). An answer that
 * comes when its client waits no longer is not part of the history. A sloppy write that was acknowledged ends like one of
 * unknown fate, and says so: it promises nothing.
 */
export class ClientHistory {
  readonly #family: HistoryFamily;
  readonly #builder = new HistoryBuilder();
  readonly #calls = new Map<number, Call>();
  /** Which life of a client has begun; the first has no entry. */
  readonly #lives = new Map<number, number>();
  /** What each event of the history comes from. */
  readonly #sources: RareEvent[] = [];

  constructor(family: HistoryFamily) {
    this.#family = family;
  }

  /** @returns the event of the history, for those events that clients see */
  add(event: RareEvent): HistoryEvent | undefined {
    const seen = this.#translate(event);
    if (seen === undefined) return undefined;
    this.#builder.add(seen);
    this.#sources.push(event);
    return seen;
  }

  /** As it is now. */
  history(): History {
    return this.#builder.build();
  }

  /** The same with all lives of a client as one process, for what is promised to a client and not to a connection. */
  sessions(): History {
    const history = this.history();
    const numbers = new Map<string, number>();
    const clientOf = history.processes.map((name, number) => {
      const client = typeof name === 'number' ? `${name}` : name.replace(/^(\d+)[a-z]+$/, '$1');
      const known = numbers.get(client) ?? number;
      numbers.set(client, known);
      return known;
    });
    const process = history.process.map((number) => must(clientOf[number], 'client of a process'));
    return { ...history, process };
  }

  /** The events of the run behind some operations of the history, in order. */
  sourcesOf(operations: readonly Judged[]): readonly RareEvent[] {
    const numbers = operations.flatMap(({ call, return: end }) => (end === undefined ? [call] : [call, end]));
    return numbers.sort((a, b) => a - b).map((number) => must(this.#sources[number], 'event', number));
  }

  #translate(event: RareEvent): HistoryEvent | undefined {
    switch (event.kind) {
      case 'requested': {
        const { request, operation, client, tick } = event;
        const process = client === undefined ? `r${request}` : this.#nameOf(client);
        this.#calls.set(request, { process, client, operation });
        const call = this.#eventOf('invoke', process, operation, tick);
        if (operation.kind === 'cas') return { value: [operation.expected, operation.value], ...call };
        return 'value' in operation ? { value: operation.value, ...call } : call;
      }
      case 'replied':
        return this.#end(event.request, event.tick, event.outcome);
      case 'gave-up':
        return this.#end(event.request, event.tick, { kind: 'unknown', reason: 'timeout' });
      default:
        return undefined;
    }
  }

  #end(request: number, tick: number, outcome: Outcome): HistoryEvent | undefined {
    const call = this.#calls.get(request);
    if (call === undefined) return undefined;
    this.#calls.delete(request);
    const { process, operation, client } = call;
    const found = observedBy(operation, outcome);
    const isSloppy = outcome.kind === 'ok' && operation.kind !== 'read' && operation.sloppy === true;
    if (outcome.kind === 'unknown' || isSloppy) {
      if (client !== undefined) this.#lives.set(client, (this.#lives.get(client) ?? 1) + 1);
      const end = this.#eventOf('info', process, operation, tick);
      return isSloppy ? { sloppy: true, ...end } : end;
    }
    if (outcome.kind === 'failed' && found === undefined)
      return this.#eventOf('fail', process, operation, tick);
    const end = this.#eventOf('ok', process, operation, tick);
    // A register that nobody wrote holds null; a key that is not there has no value at all.
    if (found === undefined || (found === null && this.#family === 'kv')) return end;
    return { value: found, ...end };
  }

  #nameOf(client: number): ProcessName {
    const life = this.#lives.get(client);
    return life === undefined ? client : `${client}${lettersOf(life)}`;
  }

  #eventOf(type: EventType, process: ProcessName, operation: Operation, tick: number): HistoryEvent {
    return { type, process, operation: this.#verbOf(operation), key: operation.key, time: tick };
  }

  #verbOf({ kind }: Operation): Verb {
    if (kind === 'read') return this.#family === 'register' ? 'read' : 'get';
    if (kind === 'put') return this.#family === 'register' ? 'write' : 'put';
    const possible = kind === 'cas' ? 'register' : 'kv';
    assert(this.#family === possible, 'an operation of the other family in a history:', kind);
    return kind;
  }
}

/** What a read found, null where it found nothing; undefined where there is nothing to say. */
function observedBy({ kind }: Operation, outcome: Outcome): string | null | undefined {
  if (kind !== 'read') return undefined;
  if (outcome.kind === 'ok') return outcome.value;
  return outcome.kind === 'failed' && outcome.reason === 'not-found' ? null : undefined;
}

/** 2 is b, 26 is z, 27 is aa. */
function lettersOf(life: number): string {
  let letters = '';
  for (let left = life; left > 0; left = Math.floor((left - 1) / LETTERS))
    letters = String.fromCharCode(LETTER_A + ((left - 1) % LETTERS)) + letters;
  return letters;
}
