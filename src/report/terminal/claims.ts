import type { JudgedRow } from '../../explore/judge.ts';
import { tellEvent } from './events.ts';
import type { Paint } from './paint.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';

/** More events of a witness than this are not all told. */
const MOST_EVENTS = 8;

/** The table of verdicts: mark, checker, what was claimed of it, what was seen. */
export function tellClaims(rows: readonly JudgedRow[], paint: Paint): readonly string[] {
  return layTable(
    rows.map((row) => [
      { text: '' },
      markOf(row, paint),
      { text: row.checker },
      { text: row.wanted },
      { text: seenOf(row), paint: paint.faint },
    ]),
  );
}

/** Of each claim that is not met: what was found instead, and the few events that prove it; of one broken as claimed, why. */
export function tellWitnesses(rows: readonly JudgedRow[], paint: Paint): readonly string[] {
  const asClaimed = rows.filter(({ met, witness }) => met && witness !== undefined);
  return [
    ...rows.filter(({ met }) => !met).flatMap((row) => ['', ...tellWitness(row, paint)]),
    ...(asClaimed.length === 0 ? [] : ['']),
    ...asClaimed.map(
      ({ checker, witness }) => `  ${paint.strong(checker)}, broken as claimed: ${witness?.why}`,
    ),
  ];
}

function tellWitness(row: JudgedRow, paint: Paint): readonly string[] {
  const { checker, wanted, verdict, witness, seen } = row;
  if (witness === undefined) {
    return verdict === 'undecided'
      ? [`  ${paint.strong(checker)} could not be judged: ${seen}`]
      : [`  ${paint.bad(checker)} should be ${wanted}, and it holds`];
  }
  const events = witness.events
    .slice(0, MOST_EVENTS)
    .map((event) => `    ${tellEvent(event, witness.why, paint)}`);
  const more = witness.events.length - events.length;
  return [
    `  ${paint.bad(checker)}: ${witness.why}`,
    ...events,
    ...(more > 0 ? [`    … and ${more} more, in result.json`] : []),
  ];
}

function seenOf({ seen, verdict, wanted }: JudgedRow): string {
  if (verdict === 'undecided') return `undecided: ${seen}`;
  const found = verdict === (wanted === 'broken' ? 'broken' : 'holds') ? '' : `${verdict}: `;
  return `${found}${seen}`;
}

function markOf({ met, verdict }: JudgedRow, paint: Paint): Cell {
  if (met) return { text: '✓', paint: paint.good };
  return verdict === 'undecided' ? { text: '?', paint: paint.strong } : { text: '✗', paint: paint.bad };
}
