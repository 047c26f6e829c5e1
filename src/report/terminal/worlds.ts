import type { Measured } from '../../explore/measure.ts';
import type { Paint } from './paint.ts';
import { layTable } from './table.ts';

/** One world's run of a scenario. */
export interface WorldRun {
  readonly name: string;
  readonly measured: Measured;
  /** Between nodes, all of them. */
  readonly messages: number;
  /** Of the run. */
  readonly ticks: number;
}

/** From here on two worlds are told apart: nearer figures are chance. */
const FACTOR = 3;

/** What two worlds did with one scenario, side by side; rows that lie far apart are marked. */
export function tellWorlds(worlds: readonly [WorldRun, WorldRun], paint: Paint): readonly string[] {
  const [one, other] = worlds;
  const head = ['', one.name, other.name, ''].map((text) => ({ text, paint: paint.strong }));
  const rows = ROWS.map(({ name, of, unit }) => {
    const [left, right] = [of(one), of(other)];
    const isFar = left !== undefined && right !== undefined && areFar(left, right);
    return [
      { text: `  ${name}` },
      { text: figure(left, unit), right: true },
      { text: figure(right, unit), right: true },
      { text: isFar ? 'far apart' : '', paint: paint.bad },
    ];
  });
  return layTable([head, ...rows]);
}

interface Row {
  readonly name: string;
  readonly unit: '' | '%';
  readonly of: (world: WorldRun) => number | undefined;
}

const delayRow = (name: string, delays: (measured: Measured) => readonly number[], percent: number): Row => ({
  name: `${name}, ${percent} % within, ticks`,
  unit: '',
  of: ({ measured }) => percentile(delays(measured), percent),
});

const shareRow = (name: string, count: (measured: Measured) => number): Row => ({
  name,
  unit: '%',
  of: ({ measured }) => (measured.asked === 0 ? undefined : (100 * count(measured)) / measured.asked),
});

const ROWS: readonly Row[] = [
  { name: 'operations', unit: '', of: ({ measured }) => measured.asked },
  shareRow('ok', ({ ok }) => ok),
  shareRow('failed', ({ failed }) => failed),
  shareRow('unknown', ({ unknown }) => unknown),
  delayRow('reads', ({ reads }) => reads, 50),
  delayRow('reads', ({ reads }) => reads, 99),
  delayRow('writes', ({ writes }) => writes, 50),
  delayRow('writes', ({ writes }) => writes, 99),
  { name: 'messages a second', unit: '', of: ({ messages, ticks }) => (1_000 * messages) / ticks },
  {
    name: 'messages an operation',
    unit: '',
    of: ({ messages, measured }) => (measured.asked === 0 ? undefined : messages / measured.asked),
  },
  delayRow('a crash is suspected', ({ suspected }) => suspected, 50),
  delayRow('a crash is suspected', ({ suspected }) => suspected, 99),
  delayRow('who crashed is removed', ({ removed }) => removed, 50),
];

function percentile(ascending: readonly number[], percent: number): number | undefined {
  return ascending[Math.max(0, Math.ceil((ascending.length * percent) / 100) - 1)];
}

function areFar(left: number, right: number): boolean {
  const [less, more] = left < right ? [left, right] : [right, left];
  // A few ticks, or a share of a few percent, say nothing.
  return more > 5 && more > FACTOR * less;
}

function figure(value: number | undefined, unit: string): string {
  if (value === undefined) return '–';
  const text = value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(1);
  return unit === '' ? text : `${text} ${unit}`;
}
