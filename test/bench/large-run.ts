/** One large run in a process of its own: `large-run.js swim 1000 700`; prints what it took as JSON. */
import { buildClassic } from '../../src/scenario/classic/build.ts';
import { parseClassic } from '../../src/scenario/classic/testcase.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';

const [, , detector, nodes, ticks] = process.argv;
const conf = parseClassic(`MAX_NNB: ${nodes}\nCRUD_TEST: READ\n`, 'bench.conf');
const classic = buildClassic(conf, 1);
const settings = {
  ...classic.settings,
  detector: detector === 'swim' ? ('swim' as const) : ('heartbeat' as const),
};
const recorder = new Recorder();
const before = process.cpuUsage();
const scenario = { ...classic, settings, endTick: Number(ticks) as typeof classic.endTick };
simulate(scenario, recorder);
const { user, system } = process.cpuUsage(before);
process.stdout.write(
  JSON.stringify({
    cpuSeconds: (user + system) / 1_000_000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    ticks: scenario.endTick,
    digest: `${recorder.digest}`,
  }),
);
