import { Connection } from './connection.ts';
import type { Fate } from './dialect.ts';
import { DIALECTS } from './dialect.ts';
import { Histogram } from './histogram.ts';
import type { Load, Measured } from './load.ts';
import { KEYS } from './load.ts';

const VALUE = 'v'.repeat(100);
/** What is due is looked at so often in an open loop. Unit: milliseconds. */
const GRAIN_MS = 1;

process.on('message', (load: Load) => {
  new LoadMaker(load, (measured) => process.send?.(measured)).start();
});
process.on('disconnect', () => process.exit());

/** Makes one load: a closed loop, or an open one whose latencies count from when a question was due. */
class LoadMaker {
  readonly #load: Load;
  readonly #done: (measured: Measured) => void;
  readonly #texts: readonly string[];
  readonly #connections: Connection[] = [];
  readonly #idle: Connection[] = [];
  readonly #good = new Histogram();
  readonly #refused = new Histogram();
  readonly #fates: Record<Fate, number> = { ok: 0, refused: 0, failed: 0 };
  readonly #cpu = process.cpuUsage();
  #answered = 0;
  #asked = 0;
  /** Measured from here on. */
  #from = Number.POSITIVE_INFINITY;
  #until = Number.POSITIVE_INFINITY;
  /** Open loop: when the next question is due. */
  #due = 0;
  #killedAt: number | undefined;
  #firstSuccessAt: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(load: Load, done: (measured: Measured) => void) {
    this.#load = load;
    this.#done = done;
    const dialect = DIALECTS[load.dialect];
    const ask = load.verb === 'put' ? (key: string) => dialect.put(key, VALUE) : dialect[load.verb];
    this.#texts = Array.from({ length: KEYS }, (_, nth) => ask(`key-${nth}`));
  }

  start(): void {
    const { connections, ports, dialect, warmUpMs, measuredMs, kills, rate } = this.#load;
    this.#from = performance.now() + warmUpMs;
    this.#due = this.#from;
    this.#until = this.#from + measuredMs;
    for (let nth = 0; nth < connections; nth += 1)
      this.#connections.push(
        new Connection(
          ports[nth % ports.length] ?? 0,
          DIALECTS[dialect],
          (connection) => this.#ready(connection),
          (fate, since) => this.#heard(fate, since),
        ),
      );
    setTimeout(() => this.#end(), warmUpMs + measuredMs);
    if (rate !== undefined) this.#timer = setInterval(() => this.#askDue(), GRAIN_MS);
    if (kills !== undefined) setTimeout(() => this.#kill(kills), warmUpMs + measuredMs / 3);
  }

  #kill(pid: number): void {
    process.kill(pid, 'SIGKILL');
    this.#killedAt = performance.now();
  }

  #ready(connection: Connection): void {
    if (this.#load.rate === undefined) return this.#ask(connection, performance.now());
    this.#idle.push(connection);
    this.#askDue();
  }

  #ask(connection: Connection, since: number): void {
    const { questions = Number.POSITIVE_INFINITY } = this.#load;
    if (this.#asked >= questions) return;
    this.#asked += 1;
    connection.ask(this.#texts[(this.#asked * 7_919) % KEYS] ?? '', since);
  }

  /** Asks all that is due by now, as far as there are connections. */
  #askDue(): void {
    const now = Math.min(performance.now(), this.#until);
    const apart = 1_000 / (this.#load.rate ?? 1);
    while (this.#due <= now) {
      const connection = this.#idle.pop();
      if (connection === undefined) return;
      this.#ask(connection, this.#due);
      this.#due += apart;
    }
  }

  #heard(fate: Fate, since: number): void {
    const now = performance.now();
    this.#answered += 1;
    if (now < this.#from) return;
    this.#fates[fate] += 1;
    if (fate === 'ok') {
      this.#good.add((now - since) * 1_000);
      if (this.#killedAt !== undefined && since >= this.#killedAt) this.#firstSuccessAt ??= now;
    } else if (fate === 'refused') this.#refused.add((now - since) * 1_000);
    if (this.#answered === this.#load.questions) this.#end();
  }

  #end(): void {
    if (this.#connections.length === 0) return;
    const now = performance.now();
    clearInterval(this.#timer);
    const { rate } = this.#load;
    const unanswered =
      rate === undefined
        ? 0
        : Math.max(
            0,
            Math.floor(((now - this.#from) * rate) / 1_000) -
              this.#good.count -
              this.#refused.count -
              this.#fates.failed,
          );
    const oldest = Math.min(now, ...this.#connections.map(({ waitsSince = now }) => waitsSince));
    for (const connection of this.#connections.splice(0)) connection.close();
    const { user, system } = process.cpuUsage(this.#cpu);
    const good = this.#good;
    const [p50 = 0, p99 = 0, p999 = 0] = [50, 99, 99.9].map((percent) => good.percentile(percent));
    this.#done({
      rate: (good.count * 1_000) / (now - this.#from),
      ...{
        mean: good.mean,
        p50,
        p99,
        p999,
        most: Math.max(good.most, now - oldest),
        fates: this.#fates,
        unanswered,
      },
      refusedP99: this.#refused.percentile(99),
      answered: this.#answered,
      loadCpuMs: (user + system) / 1_000,
      toFirstSuccessMs:
        this.#killedAt === undefined || this.#firstSuccessAt === undefined
          ? undefined
          : this.#firstSuccessAt - this.#killedAt,
    });
  }
}
