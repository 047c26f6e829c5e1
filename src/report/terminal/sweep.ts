import type { FailureGroup } from '../../sweep/summary.ts';
import type { SweepProgress } from '../../sweep/sweep.ts';
import type { SweepReport, SweptTestcaseReport } from '../sweep-result.ts';
import type { Paint } from './paint.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';
import { count } from './words.ts';

/** What was done since this process began. */
export interface Pace {
  readonly runs: number;
  readonly millis: number;
}

/** Where a sweep left what, and how it can be continued. */
export interface SweepTraces {
  readonly folder: string;
  readonly resume: string;
  /** Small scenarios that fail as runs of it did. */
  readonly shrunk: readonly string[];
}

const MOST_COMMANDS = 3;

/** `120 of 1000 runs, 3 not held, 45 seeds/s, 20 s left, 4 workers`. @param workers where they may come and go */
export function tellProgress(
  { done, wanted, failed }: SweepProgress,
  pace: Pace,
  workers: number | undefined,
): string {
  const perSecond = (pace.runs * 1_000) / Math.max(pace.millis, 1);
  const bounded = Number.isFinite(wanted);
  const left = bounded && perSecond > 0 ? [`${duration(((wanted - done) * 1_000) / perSecond)} left`] : [];
  const runs = bounded ? `${done} of ${count(wanted, 'run')}` : count(done, 'run');
  const crew = workers === undefined ? [] : [workers === 0 ? 'no workers' : count(workers, 'worker')];
  return [runs, `${failed} not held`, tellPace(pace), ...left, ...crew].join(', ');
}

/** What came of a sweep. */
export function tellSweep(
  sweep: SweepReport,
  pace: Pace,
  traces: SweepTraces,
  paint: Paint,
): readonly string[] {
  const groups = sweep.testcases.flatMap((testcase) =>
    testcase.groups.flatMap((group) => tellGroup(group, testcase, paint)),
  );
  const vacuous = sweep.testcases.flatMap((testcase) => tellVacuous(testcase, paint));
  const runs = sweep.testcases.reduce((sum, testcase) => sum + testcase.runs, 0);
  const rows = [
    ['digest', `${sweep.digest} over ${count(runs, 'run')}`],
    ['pace', `${count(pace.runs, 'run')} in ${duration(pace.millis)}, ${tellPace(pace)}`],
    ['files', `journal.ndjson and summary.json in ${traces.folder}`],
    ...traces.shrunk.map((path) => ['shrunk', path]),
    ...(sweep.left === 0 ? [] : [['go on', traces.resume]]),
  ];
  return [
    ...layTable(sweep.testcases.map((testcase) => rowOf(testcase, paint))),
    ...(groups.length + vacuous.length === 0 ? [] : ['', ...groups, ...vacuous]),
    '',
    `  ${tellVerdict(sweep, runs, paint)}`,
    ...layTable(
      rows.map(([name = '', text = '']) => [{ text: '' }, { text: name, paint: paint.faint }, { text }]),
    ),
  ];
}

function rowOf(
  { testcase, runs, held, digest, groups, unjudged }: SweptTestcaseReport,
  paint: Paint,
): readonly Cell[] {
  const fate = runs === 0 || unjudged.length > 0 ? 'undecided' : 'held';
  return [
    { text: '' },
    markOf(groups[0]?.kind ?? fate, paint),
    { text: testcase },
    { text: `${held} of ${count(runs, 'seed')}`, right: true },
    { text: digest, paint: paint.faint },
  ];
}

function markOf(fate: FailureGroup['kind'] | 'held', paint: Paint): Cell {
  if (fate === 'held') return { text: '✓', paint: paint.good };
  return fate === 'undecided' ? { text: '?', paint: paint.faint } : { text: '✗', paint: paint.bad };
}

function tellGroup(
  { kind, failure, count: number, seeds }: FailureGroup,
  { testcase, again }: SweptTestcaseReport,
  paint: Paint,
): readonly string[] {
  const first = seeds.slice(0, MOST_COMMANDS);
  const listed = number > seeds.length ? `${seeds.join(', ')} …` : seeds.join(', ');
  const mark = markOf(kind, paint);
  return [
    `  ${mark.paint?.(mark.text)}  ${testcase}: ${failure}; ${count(number, 'seed')}: ${listed}`,
    ...first.map((seed) => `       again  ${again(seed)}`),
  ];
}

/** Under some seeds nothing happens that a claim speaks of; only where that is so under all does it say nothing. */
function tellVacuous(of: SweptTestcaseReport, paint: Paint): readonly string[] {
  const { testcase, runs, vacuous, unjudged } = of;
  return vacuous.map(({ claim, count: seeds }) => {
    const never = unjudged.includes(claim);
    const mark = never ? '?' : '–';
    const share = never ? `any of ${count(runs, 'seed')}` : `${seeds} of ${count(runs, 'seed')}`;
    return `  ${paint.faint(mark)}  ${testcase}: ${claim}: nothing to judge in ${share}`;
  });
}

function tellVerdict({ verdict, ended, left }: SweepReport, runs: number, paint: Paint): string {
  const why = { finished: '', time: ': its time is over', stopped: ': stopped' }[ended];
  const rest = left === undefined || left === 0 ? '' : `, ${count(left, 'run')} left`;
  const text = `${verdict}: ${count(runs, 'run')}${rest}${why}`;
  if (verdict === 'holds') return paint.good(text);
  if (verdict === 'crashed')
    return paint.bad(`${text}; a crash is a mistake in Orrery itself, please report it`);
  return verdict === 'undecided' ? text : paint.bad(text);
}

function tellPace({ runs, millis }: Pace): string {
  const perSecond = (runs * 1_000) / Math.max(millis, 1);
  return `${perSecond.toFixed(perSecond < 10 ? 1 : 0)} seeds/s`;
}

/** `0.4 s`, `12 s`, `3 min 12 s`, `2 h 5 min`. */
function duration(millis: number): string {
  if (millis < 10_000) return `${(millis / 1_000).toFixed(1)} s`;
  const seconds = Math.round(millis / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
