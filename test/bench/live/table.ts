import type { Bar } from './bars.ts';
import { isMet } from './bars.ts';
import type { Kill } from './kill.ts';
import type { OpenLoop } from './overload.ts';
import type { Rate } from './rates.ts';
import type { SingleTime } from './single-times.ts';
import type { Soak } from './soak.ts';

/** What the columns of each sort of result are. */
export const HEADS = {
  rates: line('rate', [
    ...[
      'conns',
      'rate/s',
      '× bare',
      'mean',
      'p50',
      'p99',
      'p99.9 ms',
      'failed',
      'cpu µs',
      '× bare',
      'load µs',
    ],
  ]),
  times: line('one after the other', ['mean ms', 'p50', 'p99']),
  kills: line('one node killed', ['answered', 'failed', 'longest ms', 'before', 'to first']),
  loops: line('open loop', [
    ...['share', 'offered/s', 'good/s', 'p50', 'p99', 'p99.9 ms', 'refused/s', 'p99 ms', 'failed'],
  ]),
  soaks: line('soak', ['seconds', 'answered', 'failed', 'MB first', 'MB last', 'growth']),
  bars: line('bar', ['wanted', 'measured', 'by cpu', 'met']),
};

export function rateLine(row: Rate): string {
  const { name, level, verb, connections, rate, rateOfBare, mean, p50, p99, p999 } = row;
  return line(`${name}, ${level} ${verb.toUpperCase()}`, [
    ...[`${connections}`, rate.toFixed(0), rateOfBare.toFixed(2)],
    ...[mean, p50, p99, p999].map((millis) => millis.toFixed(1)),
    ...[`${row.failures}`, row.cpuMicros.toFixed(0), row.cpuOfBare.toFixed(2), row.loadMicros.toFixed(0)],
  ]);
}

export function timeLine({ name, verb, mean, p50, p99 }: SingleTime): string {
  const word = { put: 'insertion', get: 'retrieval', delete: 'deletion' }[verb];
  return line(
    `${name}, ${word}`,
    [mean, p50, p99].map((millis) => millis.toFixed(2)),
  );
}

export function killLine(row: Kill): string {
  const { name, verb, availability, failures, stall, stallBefore, toFirstSuccess } = row;
  return line(`${name}, ${verb.toUpperCase()}`, [
    ...[`${(100 * availability).toFixed(3)} %`, `${failures}`],
    ...[stall, stallBefore, toFirstSuccess].map((millis) => millis.toFixed(0)),
  ]);
}

export function loopLine(row: OpenLoop): string {
  const { name, verb, share, offered, rate, p50, p99, p999, refused, refusedP99, failures } = row;
  return line(`${name}, ${verb.toUpperCase()}`, [
    ...[share.toFixed(2), `${offered}`, rate.toFixed(0)],
    ...[p50, p99, p999].map((millis) => millis.toFixed(1)),
    ...[refused.toFixed(0), refused === 0 ? '–' : refusedP99.toFixed(1), `${failures}`],
  ]);
}

export function soakLine({ name, seconds, answered, failures, resident, growth }: Soak): string {
  const megabytes = (bytes = 0) => (bytes / 2 ** 20).toFixed(0);
  return line(name, [
    ...[`${seconds}`, `${answered}`, `${failures}`, megabytes(resident[0]), megabytes(resident.at(-1))],
    `${(100 * growth).toFixed(1)} %`,
  ]);
}

export function barLine(bar: Bar): string {
  const wanted = bar.least === undefined ? `≤ ${bar.most}` : `≥ ${bar.least}`;
  return line(bar.what, [
    ...[
      wanted,
      figure(bar.value),
      bar.byCpu === undefined ? '' : figure(bar.byCpu),
      isMet(bar) ? 'yes' : 'NO',
    ],
  ]);
}

const figure = (value: number) => value.toFixed(Number.isInteger(value) ? 0 : 3);

function line(name: string, cells: readonly string[]): string {
  return `${name.padEnd(52)} ${cells.map((cell) => cell.padStart(9)).join(' ')}\n`;
}
