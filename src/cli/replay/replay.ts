import { tick as tickOf } from '../../core/time.ts';
import { instanceOf, purposeOf } from '../../core/timer.ts';
import { EVENT_KINDS } from '../../explore/event-kinds.ts';
import { EventSelection } from '../../explore/select-events.ts';
import { stateAt } from '../../explore/state.ts';
import { nearest } from '../../lib/nearest.ts';
import { tellEventLine, tellState } from '../../report/terminal/replay.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import type { TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { applicationCommand } from '../home.ts';
import { OurBug } from '../our-bug.ts';
import { out } from '../output.ts';
import { choosePaint } from '../paint.ts';
import { asOperand } from '../shell.ts';
import { openRun } from '../testcase/open-run.ts';
import { badUsage } from '../user-error.ts';
import { printAll } from './print-all.ts';
import { replayFlight } from './replay-flight.ts';
import { stepThrough } from './step-through.ts';

export interface ReplayOptions {
  readonly word: string;
  readonly seed: number | undefined;
  readonly from: number;
  readonly until: number | undefined;
  readonly node: number | undefined;
  readonly kinds: readonly string[] | undefined;
  readonly key: string | undefined;
  readonly colour: boolean | undefined;
}

/** Of the file that `serve --flight` and torture runs write. */
const FLIGHT_ENDING = '.rec';

/** Shows the events of a run: one by one on a terminal, all at once anywhere else; at the end the state of a node. */
export async function replay(options: ReplayOptions): Promise<ExitStatus> {
  refuseOddBounds(options);
  if (options.word.endsWith(FLIGHT_ENDING)) return replayFlight(options, await choosePaint(options.colour));
  const { scenario, file, name } = await openRun(options.word, options.seed);
  const paint = await choosePaint(options.colour);
  const until = Math.min(options.until ?? scenario.endTick - 1, scenario.endTick - 1);
  const command = `${applicationCommand()} replay ${asOperand(file)} --seed ${scenario.seed}`;
  const events = OurBug.watch(command, () => eventsOf(scenario, { ...options, until }));
  const { node } = options;
  const tellNode = (tick: number): readonly string[] => {
    if (node === undefined) return [];
    const state = OurBug.watch(command, () => stateAt(scenario, tickOf(tick), node));
    if (state === undefined)
      throw badUsage(`--node is n${node}; allowed are n1 to n${scenario.hosts.length}`);
    return tellState(state, tick, paint);
  };
  out.line(`${paint.strong(name)}  ${scenario.title}, seed ${scenario.seed}`);
  const tell = (event: TraceEvent) => tellEventLine(event, { purposeOf, instanceOf }, paint);
  if (process.stdin.isTTY === true && out.isTerminal) await stepThrough(events, tell, tellNode, paint);
  else printAll(events, tell, paint);
  for (const line of tellNode(until)) out.line(line);
  return EXIT.holds;
}

function refuseOddBounds({ from, until, kinds = [] }: ReplayOptions): void {
  if (until !== undefined && until < from)
    throw badUsage(`--until is ${until}; allowed is a tick from ${from}, which is --from, on`);
  for (const kind of kinds) {
    if (EVENT_KINDS.includes(kind)) continue;
    const near = nearest(kind, EVENT_KINDS);
    const hint = near === undefined ? '' : ` (did you mean ${near}?)`;
    throw badUsage(`--kind is '${kind}'${hint}; allowed: ${EVENT_KINDS.join(', ')}`);
  }
}

function eventsOf(
  scenario: Scenario,
  options: ReplayOptions & { readonly until: number },
): readonly TraceEvent[] {
  const events: TraceEvent[] = [];
  const selection = new EventSelection(options);
  const onEvent = (event: TraceEvent): void => {
    if (selection.wants(event)) events.push(event);
  };
  // What comes after need not be run; then nobody is surveyed at the end either.
  const isWhole = options.until >= scenario.endTick - 1;
  const part = isWhole ? scenario : { ...scenario, endTick: options.until + 1, expectations: [] };
  simulate(part, new Recorder({ onEvent }));
  return events;
}
