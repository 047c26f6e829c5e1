import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../tidy/repository.ts';
import type { Contestant } from './contestant.ts';
import type { Load, Measured } from './load.ts';
import { KEYS } from './load.ts';

/** One load, and what the contestant computed for one answer of it. Unit: microseconds. */
export interface Slice extends Measured {
  readonly cpuMicros: number;
}

/** The process that makes all loads of a run, one after the other: it warms up once. */
export class LoadProcess {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = fork(join(repositoryRoot, 'dist/test/bench/live/load-maker.js'));
  }

  run(load: Load): Promise<Measured> {
    return new Promise((resolve) => {
      this.#process.once('message', (measured) => resolve(measured as Measured));
      this.#process.send(load);
    });
  }

  async slice(contestant: Contestant, load: Omit<Load, 'ports'> & Partial<Load>): Promise<Slice> {
    const before = contestant.cpuMs();
    const measured = await this.run({ ports: contestant.ports, ...load });
    return { ...measured, cpuMicros: (1_000 * (contestant.cpuMs() - before)) / measured.answered };
  }

  /** Writes every key, so that a read finds it, and lets the servers warm up. */
  async fill(contestant: Contestant): Promise<void> {
    const [[, dialect] = ['', 'orrery'] as const] = contestant.levels;
    const load = { dialect, connections: 50, warmUpMs: 0, measuredMs: 60_000 } as const;
    await this.slice(contestant, { ...load, verb: 'put', questions: KEYS });
    await this.slice(contestant, { ...load, verb: 'get', questions: KEYS });
  }

  close(): void {
    this.#process.disconnect();
  }
}
