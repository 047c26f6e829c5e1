import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';
import { median, spread } from './measure.ts';

/** Nodes, peers that each tells in a tick, packets of a round, and the least share of the flat loop's rate. */
const LOADS = [
  [100, 3, 1_000_000, 0.5],
  [1_000, 3, 1_000_000, 0.5],
  [10_000, 3, 1_000_000, 0.35],
  [100_000, 3, 6_000_000, 0.25],
  [1_000, 999, 20_000_000, 0.25],
] as const;
const TURNS = 3;
const ROUNDS = 3;

interface Measured {
  /** Million deliveries a second of processor time, all threads counted, round by round. */
  readonly rates: readonly number[];
  readonly peakMb: number;
}

/**
 * The simulator's kernel against the flat loop, which it should come near, and the textbook, which it should leave behind.
 * Each contender has processes of its own, in turn, and processor time is counted: others use the machine too.
 */
export function benchKernel(): readonly Figure[] {
  return LOADS.flatMap(([nodes, fanout, packets, bar]): readonly Figure[] => {
    const name = `kernel, ${nodes} nodes to ${fanout === nodes - 1 ? 'all' : fanout}`;
    const measure = (contender: string) => run(contender, nodes, fanout, packets);
    const turns = Array.from({ length: TURNS }, () => [measure('kernel'), measure('flat')] as const);
    const shares = turns.map(([kernel, flat]) => median(kernel.rates) / median(flat.rates));
    const own = turns.map(([kernel]) => kernel);
    const rates = own.flatMap((turn) => turn.rates);
    const peakMb = Math.max(...own.map((turn) => turn.peakMb));
    const bars = nodes === 100_000 ? { bar: 200 } : {};
    const textbook = nodes * fanout > 10_000 ? undefined : median(measure('heap').rates);
    return [
      {
        what: `${name}: of the flat loop`,
        value: median(shares),
        unit: '×',
        least: bar,
        spread: spread(shares),
      },
      { what: `${name}: deliveries`, value: median(rates), unit: 'M/s', spread: spread(rates) },
      { what: `${name}: peak memory`, value: peakMb, unit: 'MB', ...bars },
      ...(textbook === undefined
        ? []
        : [{ what: `${name}: of objects in a heap`, value: median(rates) / textbook, unit: '×' }]),
    ];
  });
}

function run(contender: string, nodes: number, fanout: number, packets: number): Measured {
  const script = fileURLToPath(new URL('./kernel/run.js', import.meta.url));
  const words = [nodes, fanout, packets, ROUNDS].map(String);
  return JSON.parse(execFileSync(process.execPath, [script, contender, ...words], { encoding: 'utf8' }));
}
