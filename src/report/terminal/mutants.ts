import type { Catch } from '../../explore/mutants/hunt.ts';
import type { Mutant } from '../../explore/mutants/mutant.ts';
import type { Finding } from '../../explore/mutants/work.ts';
import type { Paint } from './paint.ts';
import { tellSize } from './shrink.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';
import { count } from './words.ts';

/** What became of one mutant. */
export interface MutantFate {
  readonly mutant: Mutant;
  /** Seeds that were needed to catch it, or that it escaped under. */
  readonly seeds: number;
  /** What the checkers said under the last seed; empty where it escaped. */
  readonly catches: readonly Catch[];
  readonly shrunk?: Finding;
  readonly milliseconds?: number;
}

export interface MutantsReport {
  readonly fates: readonly MutantFate[];
  /** How the core as it is fared under the same seeds. */
  readonly sound: { readonly seeds: number; readonly catches: readonly Catch[] };
}

/** The table of mistakes, which checker reported them in which hunt, and after how many seeds. */
export function tellMutants({ fates, sound }: MutantsReport, paint: Paint): readonly string[] {
  const escaped = fates.filter(({ catches }) => catches.length === 0);
  return [
    ...layTable([HEAD, ...fates.map((fate) => rowOf(fate, paint))]),
    '',
    ...fates.flatMap(tellShrunk),
    ...escaped.map(
      ({ mutant, seeds }) => `  ${mutant.name} escaped under ${count(seeds, 'seed')}: ${whyOf(mutant)}`,
    ),
    `  ${count(fates.length - escaped.length, 'mutant')} of ${fates.length} caught`,
    tellSound(sound, paint),
    ...tellTimes(fates),
  ];
}

const HEAD: readonly Cell[] = ['', '', 'mutant', 'seeds', 'hunt', 'reported by'].map((text) => ({ text }));

function rowOf({ mutant, seeds, catches }: MutantFate, paint: Paint): readonly Cell[] {
  const [first] = catches;
  const mark =
    first !== undefined
      ? { text: '✓', paint: paint.good }
      : mutant.escapes !== undefined
        ? { text: '–', paint: paint.faint }
        : { text: '✗', paint: paint.bad };
  const checkers = [...new Set(catches.map(({ fingerprint }) => fingerprint.split(':')[0] ?? ''))];
  return [
    ...[{ text: '' }, mark, { text: mutant.name }, { text: `${seeds}`, right: true }],
    ...[{ text: first?.hunt ?? '' }, { text: checkers.join(', ') }],
  ];
}

function whyOf(mutant: Mutant): string {
  return mutant.escapes ?? 'a checker or a hunt is missing';
}

function tellShrunk({ mutant, shrunk, milliseconds = 0 }: MutantFate): readonly string[] {
  if (shrunk?.kind !== 'shrunk') return [];
  const { before, after, runs, text } = shrunk;
  return [
    `  ${mutant.name}: ${tellSize(before)} → ${tellSize(after)}; ${runs} runs, ${milliseconds} ms`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`),
    '',
  ];
}

function tellTimes(fates: readonly MutantFate[]): readonly string[] {
  const times = fates.flatMap(({ milliseconds }) => milliseconds ?? []).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  if (median === undefined) return [];
  return [`  shrinking took ${median} ms in the median of ${times.length}, ${times.at(-1)} ms at most`];
}

function tellSound({ seeds, catches }: MutantsReport['sound'], paint: Paint): string {
  if (catches.length === 0)
    return `  ${paint.good('nothing')} is reported of the core as it is, under ${count(seeds, 'seed')}`;
  const all = catches.map(({ hunt, seed, fingerprint }) => `${hunt}, seed ${seed}: ${fingerprint}`);
  return `  ${paint.bad('false alarms')} of the core as it is: ${all.join('; ')}`;
}
