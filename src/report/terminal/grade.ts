import type { PointsTable } from '../../check/points/points-table.ts';
import type { Paint } from './paint.ts';
import { shareOf } from './points.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';
import { count } from './words.ts';

/** How one testcase fared under many seeds. */
export interface Grade {
  readonly testcase: string;
  readonly runs: number;
  /** Seeds under which it held. */
  readonly held: number;
  readonly worst: { readonly seed: number; readonly points: PointsTable; readonly command: string };
  /** For each claim, under how many seeds it was missed. */
  readonly missed: readonly { readonly claim: string; readonly seeds: number }[];
}

/** The table of grades: each testcase at its worst. */
export function tellGrades(grades: readonly Grade[], paint: Paint): readonly string[] {
  const rows = grades.map((grade): readonly Cell[] => [
    { text: '' },
    markOf(grade, paint),
    { text: grade.testcase },
    { text: shareOf(grade.worst.points), right: true },
    { text: `${grade.held} of ${count(grade.runs, 'seed')}`, right: true },
    { text: `worst: ${grade.worst.command}`, paint: paint.faint },
  ]);
  const missed = grades.flatMap((grade) =>
    grade.missed.map(
      ({ claim, seeds }) =>
        `  ${paint.bad('✗')}  ${grade.testcase}: ${claim}; missed under ${count(seeds, 'seed')}`,
    ),
  );
  return [
    ...layTable(rows),
    ...(missed.length === 0 ? [] : ['', ...missed]),
    '',
    `  ${tellTotal(grades, paint)}`,
  ];
}

function markOf({ held, runs, worst }: Grade, paint: Paint): Cell {
  if (held < runs) return { text: '✗', paint: paint.bad };
  return worst.points.gradable === 0 ? { text: '–', paint: paint.faint } : { text: '✓', paint: paint.good };
}

function tellTotal(grades: readonly Grade[], paint: Paint): string {
  const sum = (of: (points: PointsTable) => number) =>
    grades.reduce((total, { worst }) => total + of(worst.points), 0);
  const earned = sum((points) => points.earned);
  const possible = sum((points) => points.gradable);
  if (possible === 0) return 'the groups are too small: no points can be graded';
  const text = `${earned}/${possible} points`;
  return earned === possible ? paint.good(text) : paint.bad(text);
}
