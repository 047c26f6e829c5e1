import { Grader } from '../check/points/grader.ts';
import { fingerprint, Judge } from '../explore/judge.ts';
import type { Recipe } from '../scenario/read.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import { DbgLog } from '../trace/classic/dbg-log.ts';
import { LogReader } from '../trace/classic/read-log.ts';
import { Recorder } from '../trace/recorder.ts';
import type { SeedOutcome } from './seed-outcome.ts';
import { crashedBecause } from './seed-outcome.ts';

/** A testcase as a sweep runs it: by points where it is classic, or else by what it claims. */
export interface SweptTestcase extends Recipe {
  readonly kind: 'classic' | 'scenario';
}

/** Runs and judges a testcase under one seed. Keeps nothing and throws nothing. */
export function playSeed({ kind, build }: SweptTestcase, seed: number): SeedOutcome {
  try {
    const scenario = build(seed);
    return kind === 'classic' ? playClassic(scenario) : playClaims(scenario);
  } catch (error) {
    return crashedBecause(alike(error));
  }
}

/** Points are earned from the text of the log alone. */
function playClassic(scenario: Scenario): SeedOutcome {
  const { grading } = scenario;
  if (grading === undefined) throw new Error('a classic testcase without a subject');
  const grader = new Grader(grading);
  const reader = new LogReader((record) => grader.add(record));
  const log = new DbgLog((chunk) => reader.feed(chunk));
  const recorder = new Recorder({ onRareEvent: (event) => log.add(event) });
  simulate(scenario, recorder);
  log.end();
  reader.end();
  const missed = grader.table().rows.filter((row) => row.gradable && row.earned < row.points);
  return {
    fate: missed.length === 0 ? 'held' : 'broken',
    failures: missed.map(({ claim }) => `points: ${claim}`),
    vacuous: [],
    digest: `${recorder.digest}`,
  };
}

function playClaims(scenario: Scenario): SeedOutcome {
  const judge = new Judge(scenario);
  const recorder = new Recorder({ onRareEvent: (event) => judge.add(event) });
  simulate(scenario, recorder);
  const { rows } = judge.end();
  const vacuous = rows.filter((row) => row.vacuous).map(({ checker }) => checker);
  const undecided = rows.filter((row) => row.verdict === 'undecided' && !row.vacuous);
  const broken = rows.filter((row) => !row.met && row.verdict !== 'undecided');
  const failed = broken.length > 0 ? broken : undecided;
  const fate = broken.length > 0 ? 'broken' : undecided.length > 0 ? 'undecided' : 'held';
  return { fate, failures: failed.map(fingerprint), vacuous, digest: `${recorder.digest}` };
}

/** Alike for seeds that fail alike: ticks, nodes and the like are numbers. */
function alike(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, 200).replaceAll(/\d+/g, '#');
}
