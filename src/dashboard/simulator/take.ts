import { settingsOf } from '../../core/settings.ts';
import type { JudgedRun } from '../../explore/judge.ts';
import { Judge } from '../../explore/judge.ts';
import { LogJudge } from '../../explore/log-judge.ts';
import { verdictOf, verdictOfScenario } from '../../explore/verdict.ts';
import { compareText } from '../../lib/order.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { seatsOf } from '../../sim/seats.ts';
import { simulate } from '../../sim/simulate.ts';
import { DbgLog } from '../../trace/classic/dbg-log.ts';
import type { RareEvent, TraceEvent } from '../../trace/event.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { Film, RingPlan, Told } from '../log/film.ts';
import { LogWriter } from '../log/log-writer.ts';
import type { RunOutcome } from './ask.ts';

/** Of a run with more events than this only the columns are kept; what else is asked of it is run again. */
const MOST_KEPT = 250_000;

/** One run of a scenario: what the page gets of it, and what stays here. */
export interface Take {
  readonly scenario: Scenario;
  readonly film: Film;
  readonly judged: JudgedRun;
  /** All events, where they were few enough. */
  readonly events: readonly TraceEvent[] | undefined;
}

/** Runs a scenario to its end, keeps what happened, and judges it as the command line does. */
export function take(scenario: Scenario): Take {
  const judge = new Judge(scenario);
  const grading = scenario.grading === undefined ? undefined : new LogJudge(scenario.grading);
  const classicLog = grading === undefined ? undefined : new DbgLog((piece) => grading.feed(piece));
  const log = new LogWriter();
  const told: Told[] = [];
  const keys = new Set<string>();
  const events: TraceEvent[] = [];
  let messages = 0;
  const recorder = new Recorder({
    onRareEvent: (event) => {
      judge.add(event);
      classicLog?.add(event);
      if (isTold(event)) told.push({ at: log.length, event });
      if (event.kind === 'requested') keys.add(event.operation.key);
    },
    onEvent: (event) => {
      log.add(event);
      if (event.kind === 'sent') messages += 1;
      if (events.length <= MOST_KEPT) events.push(event);
    },
  });
  simulate(scenario, recorder);
  classicLog?.end();
  const judged = judge.end();
  const points = grading?.end();
  const isClassic = points !== undefined && scenario.expectations.length === 0;
  const { title, why, source, seed, endTick, remarks, hosts } = scenario;
  const outcome: RunOutcome = {
    ...{ title, why, source, seed, endTick, remarks, messages, points },
    verdict: isClassic ? verdictOf(points) : verdictOfScenario(judged, points),
    digest: `${recorder.digest}`,
    events: recorder.digest.events,
    hosts: hosts.length,
    rows: isClassic ? [] : judged.rows.map(({ witness, ...row }) => ({ ...row, why: witness?.why ?? '' })),
  };
  const film: Film = {
    ...{ outcome, told, log: log.finish(), ring: ringPlanOf(scenario) },
    keys: [...keys].sort(compareText),
  };
  return { scenario, film, judged, events: events.length > MOST_KEPT ? undefined : events };
}

function ringPlanOf(scenario: Scenario): RingPlan {
  const { replicas, quorum, tokensPerNode, agreedRing } = settingsOf(scenario);
  const seats = seatsOf(scenario.hosts);
  return { replicas, quorum, tokensPerNode, isAgreed: agreedRing === 1, seats };
}

function isTold(event: RareEvent): boolean {
  switch (event.kind) {
    case 'host-started':
    case 'host-crashed':
    case 'host-paused':
    case 'host-resumed':
    case 'host-slowed':
    case 'clock-changed':
    case 'disk-changed':
    case 'disk-damaged':
    case 'fault-installed':
    case 'fault-removed':
    case 'healed':
    case 'loss-changed':
    case 'act-skipped':
      return true;
    case 'noted':
      return event.note.kind === 'epoch-adopted';
    default:
      return false;
  }
}
