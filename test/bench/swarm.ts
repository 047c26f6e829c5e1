import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeRun } from '../../src/explore/judge-run.ts';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import type { Figure } from './measure.ts';
import { cpuMillisOf } from './measure.ts';

const FILES = ['linearizable.yaml', 'cas.yaml', 'ring-changes-quorum.yaml'];
/** Until the engine has compiled what is hot. */
const WARM_UP = 60;
const RUNS = 60;

/** What one seed of a swarm takes, simulated and judged, in this process: processor time, warm. */
export function benchSwarm(): readonly Figure[] {
  return FILES.map((name) => {
    const path = join(repositoryRoot, 'testcases/swarm', name);
    const { build } = readScenarioFile(readFileSync(path, 'utf8'), path);
    const play = (from: number, runs: number) => {
      for (let seed = from; seed < from + runs; seed += 1) judgeRun(build(seed));
    };
    play(1, WARM_UP);
    const millis = cpuMillisOf(() => play(WARM_UP + 1, RUNS));
    return { what: `swarm/${name}: a seed, warm`, value: millis / RUNS, unit: 'ms' };
  });
}
