import type { Socket } from 'node:net';
import { connect } from 'node:net';
import type { Dialect, Fate } from './dialect.ts';

/** Until somebody who hung up is called again. Unit: milliseconds. */
const PAUSE_MS = 20;

/** One connection of a client: asks, and hears of each answer. One question at a time; a lost connection is opened again. */
export class Connection {
  readonly #port: number;
  readonly #dialect: Dialect;
  readonly #ready: (connection: Connection) => void;
  readonly #answered: (fate: Fate, since: number) => void;
  #socket: Socket | undefined;
  #heard = '';
  #since = 0;
  #isAsking = false;
  #isOver = false;

  /**
   * @param ready called whenever it can be asked
   * @param answered told of each question, and of when it was due
   */
  constructor(
    port: number,
    dialect: Dialect,
    ready: (connection: Connection) => void,
    answered: (fate: Fate, since: number) => void,
  ) {
    this.#port = port;
    this.#dialect = dialect;
    this.#ready = ready;
    this.#answered = answered;
    this.#open();
  }

  /** Since when an answer is awaited; none is where it is undefined. */
  get waitsSince(): number | undefined {
    return this.#isAsking ? this.#since : undefined;
  }

  /** @param since when it should have been asked */
  ask(text: string, since: number): void {
    this.#since = since;
    this.#isAsking = true;
    this.#socket?.write(text, 'latin1');
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.destroy();
  }

  #open(): void {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    this.#heard = '';
    socket.setEncoding('latin1');
    socket.on('connect', () => this.#ready(this));
    socket.on('data', (part: string) => this.#take(part));
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#isOver) return;
      if (this.#isAsking) this.#tell('failed');
      setTimeout(() => this.#isOver || this.#open(), PAUSE_MS);
    });
  }

  #take(part: string): void {
    this.#heard = this.#heard === '' ? part : this.#heard + part;
    const answer = this.#dialect.take(this.#heard);
    if (answer === undefined) return;
    this.#heard = this.#heard.slice(answer.length);
    this.#tell(answer.fate);
    this.#ready(this);
  }

  #tell(fate: Fate): void {
    this.#isAsking = false;
    this.#answered(fate, this.#since);
  }
}
