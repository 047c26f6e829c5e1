import type { Contestant } from './contestant.ts';
import type { LoadProcess } from './load-process.ts';

/** What clients of the surviving nodes see while one node is killed. Times in milliseconds. */
export interface Kill {
  readonly name: string;
  readonly verb: 'put' | 'get';
  /** Of all that was asked; 1: nothing failed. */
  readonly availability: number;
  readonly failures: number;
  /** The longest wait for any answer. */
  readonly stall: number;
  /** The same without a kill, just before. */
  readonly stallBefore: number;
  readonly toFirstSuccess: number;
}

const CONNECTIONS = 50;
const MEASURED_MS = 9_000;

/** Kills one node after the other, each of a cluster that was whole: whoever leads is among them. */
export async function* measureKills(
  open: () => Promise<Contestant | undefined>,
  load: LoadProcess,
): AsyncGenerator<Kill> {
  for (const verb of ['put', 'get'] as const)
    for (let victim = 0; ; victim += 1) {
      const contestant = await open();
      if (contestant === undefined) return;
      const kills = contestant.pids[victim];
      const [[, dialect] = ['', 'orrery'] as const] = contestant.levels;
      if (kills !== undefined) {
        await load.fill(contestant);
        const ports = contestant.ports.filter((_, nth) => nth !== victim);
        const plan = { dialect, ports, verb, connections: CONNECTIONS, warmUpMs: 500 };
        const before = await load.slice(contestant, { ...plan, measuredMs: MEASURED_MS / 3 });
        const { fates, most, toFirstSuccessMs } = await load.slice(contestant, {
          ...{ ...plan, measuredMs: MEASURED_MS, kills },
        });
        const failures = fates.failed + fates.refused;
        yield {
          ...{ name: `${contestant.name}, node ${victim + 1}`, verb, failures },
          ...{ stall: most, stallBefore: before.most, toFirstSuccess: toFirstSuccessMs ?? Number.NaN },
          availability: fates.ok / (fates.ok + failures),
        };
      }
      await contestant.close();
      if (kills === undefined) break;
    }
}
