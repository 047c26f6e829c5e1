import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measured } from '../../explore/measure.ts';
import { Measure } from '../../explore/measure.ts';
import { must } from '../../lib/assert.ts';
import type { ScenarioResult } from '../../report/result.ts';
import type { Paint } from '../../report/terminal/paint.ts';
import { tellScenario, tellScenarioResult } from '../../report/terminal/scenario.ts';
import { tellWorlds } from '../../report/terminal/worlds.ts';
import { formatScenario } from '../../scenario/format/format.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { planTorture } from '../../torture/plan.ts';
import type { Tortured } from '../../torture/torture.ts';
import { torture as play } from '../../torture/torture.ts';
import { TortureError } from '../../torture/torture-error.ts';
import type { Flown } from '../../torture/weave.ts';
import { weave } from '../../torture/weave.ts';
import type { RareEvent, TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { inLiveRoom } from '../live/room.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { writeReport } from '../report/write-report.ts';
import type { Listeners, Played } from '../run/play.ts';
import { play as simulated } from '../run/play.ts';
import { runScenario } from '../run/run-scenario.ts';
import { asOperand } from '../shell.ts';
import type { Testcase } from '../testcase/testcase.ts';
import { loadTestcase, loadTestcases } from '../testcase/testcase.ts';
import { badInput } from '../user-error.ts';
import { TortureTeller } from './progress.ts';

export interface TortureFlags {
  readonly word: string;
  readonly seed: number | undefined;
  readonly nodes: number | undefined;
  /** Unit: milliseconds. */
  readonly time: number | undefined;
  readonly storage: string;
  readonly out: string;
  /** Whether data, logs and flight records are kept even where all holds. */
  readonly keep: boolean;
  /** Whether the simulator plays the same, for a table of both. */
  readonly compare: boolean;
  readonly colour: boolean | undefined;
}

/** Below the folder of all runs, so that no run of the simulator is overwritten. */
const TORTURE = 'torture';
const NODES = 'nodes';
const PLAYED = 'played.yaml';

/** Plays a scenario on real processes, and judges it as the simulator's runs are judged. @throws UserError */
export async function torture(flags: TortureFlags): Promise<ExitStatus> {
  const testcase = await loadTestcase(flags.word);
  const { seed = testcase.seed } = flags;
  const scenario = refusing(flags.word, () =>
    planTorture(testcase.build(seed), { nodes: flags.nodes, timeMs: flags.time }),
  );
  const paint = await choosePaint(flags.colour);
  const { title, why, source, remarks } = scenario;
  for (const line of tellScenario({ testcase: testcase.name, title, why, source, seed, remarks }, paint))
    out.line(line);
  const home = join(flags.out, TORTURE);
  const nodes = join(home, testcase.name, String(seed), NODES);
  const tortured = await playScenario(scenario, nodes, flags, paint);
  const flights = await readFlights(tortured);
  const told = tellRun(
    { testcase, scenario, tortured, flights, home, command: commandOf(flags, seed) },
    paint,
  );
  if (flags.compare) compareWorlds(scenario, told, paint);
  const isSound = told.result.verdict === 'holds' && told.troubles.length === 0;
  if (isSound && !flags.keep) rmSync(nodes, { recursive: true, force: true });
  else out.line(`  what the nodes left: ${nodes}`);
  if (told.troubles.length > 0 || told.result.verdict === 'broken') return EXIT.broken;
  return told.result.verdict === 'holds' && tortured.isWhole ? EXIT.holds : EXIT.undecided;
}

/** Several, one after the other, each in both worlds. */
export async function tortureAll({
  words,
  ...flags
}: Pick<TortureFlags, 'seed' | 'out' | 'colour'> & {
  readonly words: readonly string[];
}): Promise<ExitStatus> {
  const statuses: ExitStatus[] = [];
  for (const { file } of await loadTestcases(words))
    statuses.push(
      await torture({
        ...flags,
        ...{ word: file, nodes: undefined, time: undefined, storage: 'lmdb', keep: false, compare: true },
      }),
    );
  if (statuses.includes(EXIT.broken)) return EXIT.broken;
  return statuses.find((status) => status !== EXIT.holds) ?? EXIT.holds;
}

async function playScenario(
  scenario: Scenario,
  folder: string,
  flags: TortureFlags,
  paint: Paint,
): Promise<Tortured> {
  const teller = new TortureTeller(scenario, paint);
  const stop = new AbortController();
  const end = (): void => stop.abort();
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  try {
    const program = must(process.argv[1], 'path of the program');
    const { storage } = flags;
    return await play({
      scenario,
      folder,
      program,
      storage,
      hear: (event) => teller.hear(event),
      signal: stop.signal,
    });
  } catch (error) {
    throw error instanceof TortureError ? badInput(`${flags.word}: ${error.message}`) : error;
  } finally {
    teller.end();
    process.off('SIGINT', end);
    process.off('SIGTERM', end);
  }
}

/** Every life is lived again: what nodes noted and held is known from that. A life that never began has no record. */
function readFlights({ lives }: Tortured): Promise<readonly Flown[]> {
  return inLiveRoom(async (live) =>
    lives.flatMap((life) => {
      const flown = live.fly(life.flight);
      return flown === undefined ? [] : [{ life, flown }];
    }),
  );
}

interface ToldRun {
  readonly result: ScenarioResult;
  readonly troubles: readonly string[];
  readonly measured: Measured;
}

interface Run {
  readonly testcase: Testcase;
  readonly scenario: Scenario;
  readonly tortured: Tortured;
  readonly flights: readonly Flown[];
  readonly home: string;
  readonly command: string;
}

function tellRun(run: Run, paint: Paint): ToldRun {
  const { testcase, tortured, flights, home, command } = run;
  const scenario = { ...run.scenario, endTick: Math.min(run.scenario.endTick, tortured.endTick + 1) };
  const events = weave(tortured, flights);
  const world = (_: Scenario, listeners: Listeners): Played => recount(events, flights, listeners);
  const result = runScenario(testcase, scenario, { out: home, trace: true }, () => {}, paint, world);
  const troubles = [
    ...tortured.deaths,
    ...flights.flatMap(({ life, flown: { differsAt } }) =>
      differsAt === undefined
        ? []
        : `the life in ${life.flight} is another one when it is lived again, from input ${differsAt} on`,
    ),
  ];
  const recording = {
    scenario,
    events: events as readonly TraceEvent[],
    judged: { rows: result.rows, met: MET[result.verdict] },
    digest: result.digest.toString(),
  };
  writeReport(result.folder, {
    testcase: testcase.name,
    command,
    recording,
    story: undefined,
    odds: undefined,
  });
  writeFileSync(join(result.folder, PLAYED), formatScenario(asPlayed(scenario, tortured, result)));
  const inputs = flights.reduce((sum, { flown }) => sum + flown.inputs, 0);
  out.line(
    `  ${flights.length} lives of nodes, ${inputs} inputs, all lived again${troubles.length === 0 ? ' alike' : ''}`,
  );
  if (!tortured.isWhole) out.line(paint.bad('  stopped before its time: what was seen until then'));
  for (const trouble of troubles) out.line(paint.bad(`  ${trouble}`));
  const again = `${applicationCommand()} ${asOperand(join(result.folder, PLAYED))}`;
  out.line(paint.faint(`  the same acts for the simulator: ${again}`));
  const traces = { files: `all of it in ${result.folder}`, command };
  for (const line of tellScenarioResult(result, scenario.workload?.clients ?? 0, traces, paint))
    out.line(line);
  const measure = new Measure();
  for (const event of events) measure.add(event);
  return { result, troubles, measured: measure.end() };
}

/** The scenario that was played for real, in the simulator too: what differs is the fault of a model or of the runtime. */
function compareWorlds(scenario: Scenario, { result, measured }: ToldRun, paint: Paint): void {
  const measure = new Measure();
  const { messages } = simulated(scenario, { onEvent: (event) => measure.add(event) });
  const ticks = scenario.endTick;
  const worlds = [
    { name: 'simulated', measured: measure.end(), messages: messages.sent, ticks },
    { name: 'real', measured, messages: result.messages.sent, ticks },
  ] as const;
  out.line();
  for (const line of tellWorlds(worlds, paint)) out.line(line);
}

/** What was done to real nodes, as a testcase for the simulator: it may fail there too, and can be shrunk then. */
function asPlayed(scenario: Scenario, { played, endTick }: Tortured, { answers }: ScenarioResult): Scenario {
  const { workload, heal } = scenario;
  const healedAt = played.find(({ kind }) => kind === 'heal')?.at;
  return {
    ...scenario,
    acts: played,
    workload: workload && { ...workload, operations: Math.max(1, answers.asked) },
    heal: heal === undefined || healedAt === undefined ? undefined : { ...heal, at: healedAt },
    endTick: healedAt === undefined ? endTick + 1 : healedAt + (heal?.convergeTicks ?? 0),
  };
}

const MET = { holds: 'yes', broken: 'no', undecided: 'undecided' } as const;

function recount(events: readonly RareEvent[], flights: readonly Flown[], listeners: Listeners): Played {
  const { onRareEvent, onEvent } = listeners;
  const recorder = new Recorder({
    ...(onRareEvent === undefined ? {} : { onRareEvent }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
  for (const event of events) recorder.rare(event);
  const sent = flights.reduce((sum, { flown }) => sum + flown.sent, 0);
  const received = flights.reduce((sum, { flown }) => sum + flown.received, 0);
  return { digest: recorder.digest, messages: { sent, received, undelivered: sent - received } };
}

/** @throws UserError */
function refusing<T>(word: string, plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    throw error instanceof TortureError ? badInput(`${word}: ${error.message}`) : error;
  }
}

function commandOf({ word, nodes, time, storage }: TortureFlags, seed: number): string {
  const given = [
    ...(nodes === undefined ? [] : ['--nodes', nodes]),
    ...(time === undefined ? [] : ['--time', `${time}ms`]),
    ...(storage === 'lmdb' ? [] : ['--storage', storage]),
  ];
  return [applicationCommand(), 'torture', asOperand(word), '--seed', seed, ...given].join(' ');
}
