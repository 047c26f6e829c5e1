import type { Branch } from '../branches/branch.ts';
import { codeOf } from '../log/codes.ts';
import { NONE, OUTCOMES } from '../log/event-log.ts';
import { censusOf } from '../ring/views.ts';
import type { Samples } from '../simulator/ask.ts';

/** One chart: what it shows, in which unit, and a column of values for each line; null where there is nothing to show. */
export interface Chart {
  readonly title: string;
  readonly unit: string;
  /** The first column: ticks. */
  readonly ticks: readonly number[];
  readonly lines: readonly {
    readonly name: string;
    readonly colour: string;
    readonly values: readonly (number | null)[];
  }[];
}

const BUCKETS = 80;
const VIEWS = 160;

const REQUESTED = codeOf('requested');

/** Answers of each kind in each stretch of time, and how long they took. */
export function operationCharts({ film, times }: Branch): readonly Chart[] {
  const { log } = film;
  const width = Math.max(1, Math.ceil((times.lastTick + 1) / BUCKETS));
  const count = Math.ceil((times.lastTick + 1) / width);
  const answered = OUTCOMES.map(() => new Array<number>(count).fill(0));
  const took: number[][] = Array.from({ length: count }, () => []);
  for (let at = 0; at < log.length; at += 1) {
    const end = log.partner[at] as number;
    if (log.kind[at] !== REQUESTED || end === NONE) continue;
    const bucket = Math.floor((log.tick[end] as number) / width);
    const column = answered[log.peer[end] as number];
    if (column !== undefined) column[bucket] = (column[bucket] ?? 0) + 1;
    took[bucket]?.push((log.tick[end] as number) - (log.tick[at] as number));
  }
  for (const ticks of took) ticks.sort((a, b) => a - b);
  const ticks = Array.from({ length: count }, (_, nth) => nth * width);
  const percentile = (of: number) =>
    took.map((all) => all[Math.min(all.length - 1, Math.floor(all.length * of))] ?? null);
  return [
    {
      title: 'Answers',
      unit: `in ${width} ticks`,
      ticks,
      lines: OUTCOMES.map((name, row) => ({
        name,
        colour: ['good', 'bad', 'doubt'][row] ?? 'ink',
        values: answered[row] ?? [],
      })),
    },
    {
      title: 'How long answers took',
      unit: 'ticks',
      ticks,
      lines: [
        { name: 'half', colour: 'node-0', values: percentile(0.5) },
        { name: '95 of 100', colour: 'node-1', values: percentile(0.95) },
        { name: '99 of 100', colour: 'node-3', values: percentile(0.99) },
      ],
    },
  ];
}

/** Who is suspected, and whose ring is not that of most others: how long the group takes to agree again. */
export function agreementChart({ film, reel, times }: Branch): Chart {
  const step = Math.max(1, Math.ceil((times.lastTick + 1) / VIEWS));
  const ticks = Array.from({ length: Math.ceil((times.lastTick + 1) / step) }, (_, nth) => nth * step);
  const { rows } = reel;
  const suspicions: number[] = [];
  const stale: number[] = [];
  for (const tick of ticks) {
    const state = reel.at(times.before(tick + 1));
    stale.push(censusOf(state, rows, film.ring).stale.size);
    let count = 0;
    state.opinions.forEach((opinion, cell) => {
      if (opinion === 2 && state.lives[Math.floor(cell / rows.count)] === 'up') count += 1;
    });
    suspicions.push(count);
  }
  return {
    title: 'Agreement',
    unit: 'suspicions, and nodes that see another ring than most',
    ticks,
    lines: [
      { name: 'suspicions', colour: 'doubt', values: suspicions },
      { name: 'other rings', colour: 'bad', values: stale },
    ],
  };
}

/** How many records each host holds. */
export function balanceChart({ ticks, records, hosts }: Samples): Chart {
  const shown = Math.min(hosts, 16);
  return {
    title: 'Balance',
    unit: 'records of each node',
    ticks: [...ticks],
    lines: Array.from({ length: shown }, (_, host) => ({
      name: `n${host + 1}`,
      colour: `node-${host % 8}`,
      values: [...ticks].map((_, row) => records[row * hosts + host] ?? null),
    })),
  };
}
