import type { Operation } from '../../check/history/history.ts';
import type { Verdict } from '../../check/verdict.ts';
import type { HistoryWitness } from '../../check/witness.ts';
import type { Paint } from './paint.ts';
import type { Cell } from './table.ts';
import { layTable } from './table.ts';
import { count } from './words.ts';

/** A history that was judged. */
export interface CheckedHistory {
  readonly file: string;
  readonly model: string;
  readonly operations: number;
  readonly keys: number;
  readonly verdict: Verdict<HistoryWitness>;
}

/** So many of the last operations of the longest linearization are shown. */
const SHOWN = 12;

/** Verdict, the operations that contradict each other, and how far an order of all could be found. */
export function tellCheck(checked: CheckedHistory, paint: Paint): readonly string[] {
  const { file, model, operations, keys, verdict } = checked;
  const head = `${paint.strong(file)}  ${count(operations, 'operation')} on ${count(keys, 'key')}, model ${model}`;
  switch (verdict.kind) {
    case 'holds':
      return [head, `  ${paint.good('holds')}: every key is linearizable`];
    case 'undecided':
      return [head, `  ${paint.strong('undecided')}: ${verdict.reason}`];
    case 'broken':
      return [
        head,
        `  ${paint.bad('broken')}: ${verdict.witness.why}`,
        ...tellWitness(verdict.witness, paint),
      ];
  }
}

function tellWitness({ operations, longest }: HistoryWitness, paint: Paint): readonly string[] {
  const table = tellOperations(operations, paint);
  if (longest === undefined) return table;
  const left = longest.length - SHOWN;
  const title = `  the longest order found has ${count(longest.length, 'operation')}${left > 0 ? `; its last ${SHOWN}` : ''}:`;
  return [...table, title, ...tellOperations(longest.slice(-SHOWN), paint)];
}

/** When: numbers of events, counted from 0. */
function tellOperations(operations: readonly Operation[], paint: Paint): readonly string[] {
  return layTable(
    operations.map((operation): readonly Cell[] => [
      { text: '  ' },
      { text: `process ${operation.process}`, paint: paint.faint },
      { text: tellOperation(operation) },
      { text: operation.outcome },
      { text: `events ${operation.call} to ${operation.return ?? 'never'}`, paint: paint.faint },
    ]),
  );
}

function tellOperation({ verb, key, observed, written }: Operation): string {
  const parts = [verb, ...(key === undefined ? [] : [key])];
  if (observed !== undefined)
    parts.push(verb === 'cas' ? JSON.stringify(observed) : `→ ${JSON.stringify(observed)}`);
  if (written !== undefined) parts.push(JSON.stringify(written));
  if (verb === 'get' && observed === undefined) parts.push('→ nothing');
  return parts.join(' ');
}
