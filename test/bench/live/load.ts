import { connect } from 'node:net';
import type { DialectName } from './dialect.ts';
import { DIALECTS } from './dialect.ts';
import { Histogram } from './histogram.ts';

/** What the process is told, as JSON in its first word. */
export interface Load {
  readonly dialect: DialectName;
  readonly ports: readonly number[];
  readonly verb: 'put' | 'get';
  readonly connections: number;
  readonly warmUpMs: number;
  readonly measuredMs: number;
}

/** What it says. Rates are a second, percentiles milliseconds. */
export interface Measured {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly failures: number;
  /** While it warmed up as well. */
  readonly answered: number;
}

const KEYS = 5_000;
const VALUE = 'v'.repeat(100);

if (process.argv[2] !== undefined) run(JSON.parse(process.argv[2]) as Load);

/** A closed loop: each connection asks, waits for the answer, and asks again. All keys are written before any is read. */
function run({ dialect, ports, verb, connections, warmUpMs, measuredMs }: Load): void {
  const histogram = new Histogram();
  let failures = 0;
  let answered = 0;
  let asked = 0;
  let isMeasured = false;
  const { put, get, take } = DIALECTS[dialect];
  const keys = Array.from({ length: KEYS }, (_, nth) => `key-${nth}`);
  const puts = keys.map((key) => put(key, VALUE));
  const gets = keys.map(get);
  for (let nth = 0; nth < connections; nth += 1) open(ports[nth % ports.length] ?? 0);

  function measure(): void {
    isMeasured = true;
    const since = performance.now();
    setTimeout(() => {
      const { count } = histogram;
      const rate = (count * 1_000) / (performance.now() - since);
      const [p50, p99, p999] = [50, 99, 99.9].map((percent) => histogram.percentile(percent));
      process.stdout.write(JSON.stringify({ rate, p50, p99, p999, failures, answered }), () =>
        process.exit(),
      );
    }, measuredMs);
  }

  function open(port: number): void {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let heard = '';
    let since = 0;
    const ask = () => {
      since = performance.now();
      const all = verb === 'put' || asked < KEYS ? puts : gets;
      asked += 1;
      if (asked === KEYS) setTimeout(measure, warmUpMs);
      socket.write(all[(asked * 7_919) % KEYS] ?? '', 'latin1');
    };
    socket.setEncoding('latin1');
    socket.on('connect', ask);
    socket.on('data', (part: string) => {
      heard = heard === '' ? part : heard + part;
      const answer = take(heard);
      if (answer === undefined) return;
      heard = heard.slice(answer.length);
      answered += 1;
      if (isMeasured && answer.ok) histogram.add((performance.now() - since) * 1_000);
      if (isMeasured && !answer.ok) failures += 1;
      ask();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (isMeasured) failures += 1;
      setTimeout(open, 20, port);
    });
  }
}
