import { buildClassic } from '../../src/scenario/classic/build.ts';
import { parseClassic } from '../../src/scenario/classic/testcase.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import type { Figure } from './measure.ts';
import { cpuMillisOf, mediansInTurn } from './measure.ts';

const ROUNDS = 41;
const WARM_UP = 20;
const SEED = 1;

/** Lets everything pass: neither fingerprints nor a digest are made. */
class Mute extends Recorder {
  override sent(): void {}
  override dropped(): void {}
  override received(): void {}
  override elapsed(): void {}
  override appended(): void {}
  override rare(): void {}
}

function scenarioOf(conf: string): Scenario {
  return buildClassic(parseClassic(conf, 'bench.conf'), SEED);
}

/** Runs in this process once the engine has compiled what is hot. */
export function benchSimulation(): readonly Figure[] {
  const read = scenarioOf('MAX_NNB: 10\nCRUD_TEST: READ\n');
  const told = () => simulate(read, new Recorder());
  const mute = () => simulate(read, new Mute());
  for (let run = 0; run < WARM_UP; run += 1) {
    told();
    mute();
  }
  const [withDigest = 0, without = 0] = mediansInTurn(ROUNDS, [told, mute], cpuMillisOf);
  return [
    { what: 'read.conf, warm', value: withDigest, unit: 'ms', bar: 2.5 },
    {
      what: 'share of the digest in it',
      value: (100 * (withDigest - without)) / withDigest,
      unit: '%',
      bar: 10,
    },
  ];
}
