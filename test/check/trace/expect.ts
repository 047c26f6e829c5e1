import test from 'ava';
import type { TraceBook } from '../../../src/check/trace/book.ts';
import type { Judgement } from '../../../src/check/trace/witness.ts';
import type { RareEvent } from '../../../src/trace/event.ts';
import { bookOf } from './told.ts';

/** What a checker should say of some events; of a broken law, the kind of its witness. */
export interface Case {
  readonly claim: string;
  readonly events: readonly (RareEvent | readonly RareEvent[])[];
  readonly says: 'holds' | 'undecided' | { readonly broken: string };
}

/** One test a case. A witness shows at least one event of the run. */
export function expectAll(law: string, check: (book: TraceBook) => Judgement, cases: readonly Case[]): void {
  for (const { claim, events, says } of cases) {
    test(`${law}: ${claim}`, (t) => {
      const { verdict, seen } = check(bookOf(...events));
      t.not(seen, '');
      if (verdict.kind !== 'broken') {
        t.is(verdict.kind, says as 'holds');
        return;
      }
      t.deepEqual({ broken: verdict.witness.kind }, says as { broken: string }, verdict.witness.why);
      t.true(verdict.witness.events.length > 0);
      t.false(/\d/.test(verdict.witness.kind), 'alike in runs that fail alike');
    });
  }
}
