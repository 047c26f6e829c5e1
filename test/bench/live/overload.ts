import type { Contestant } from './contestant.ts';
import type { LoadProcess } from './load-process.ts';

/** An open loop: so many questions a second, whoever has answered. Latencies count from when a question was due. */
export interface OpenLoop {
  readonly name: string;
  readonly verb: 'put' | 'get';
  /** Of what a closed loop got. */
  readonly share: number;
  readonly offered: number;
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  /** A second: answered at once that there is too much to do, and when to come again. */
  readonly refused: number;
  readonly refusedP99: number;
  readonly failures: number;
}

/** More than are ever answered at once, so that the loop is open. */
const CONNECTIONS = 2_000;
const SHARES = [0.25, 0.5, 0.75, 2];

/** Below what the cluster can do, near it, and twice as much. */
export async function* measureOpenLoops(
  contestant: Contestant,
  load: LoadProcess,
  measuredMs: number,
): AsyncGenerator<OpenLoop> {
  const [[, dialect] = ['', 'orrery'] as const] = contestant.levels;
  await load.fill(contestant);
  for (const verb of ['put', 'get'] as const) {
    const plan = { dialect, verb, warmUpMs: 1_000, measuredMs };
    const closed = await load.slice(contestant, { ...plan, connections: 200 });
    for (const share of SHARES) {
      const offered = Math.round(share * closed.rate);
      const open = await load.slice(contestant, { ...plan, connections: CONNECTIONS, rate: offered });
      const { rate, p50, p99, p999, fates, refusedP99 } = open;
      yield {
        ...{ name: contestant.name, verb, share, offered, rate, p50, p99, p999, refusedP99 },
        refused: (fates.refused * 1_000) / measuredMs,
        failures: fates.failed,
      };
    }
  }
}
