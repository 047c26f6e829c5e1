import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import { Sources } from './sources.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

/** What live nodes hold at the end, somebody had asked to be stored under that key: see `sources.ts`. */
export function checkNoFabricatedRecord(book: TraceBook): Judgement {
  const copies = [...copiesByKey(book).values()].flat();
  return { verdict: judge(copies, new Sources(book)), seen: count(copies.length, 'copy', 'copies') };
}

function judge(copies: readonly Copy[], sources: Sources): Verdict<TraceWitness> {
  for (const copy of copies) {
    const { key, version, value } = copy.record;
    const wrong = sources.groundless(key, version, value);
    if (wrong === undefined) continue;
    const held = `node ${copy.node} holds ${value === null ? 'a deletion' : `'${value}'`} of ${key} as ${versionText(version)}`;
    if (wrong.kind === 'nobody') {
      const events = [...(wrong.writer?.requested ?? []).map(({ event }) => event), surveyOf(copy)];
      return broken({ kind: 'a record that nobody wrote', why: `${held}, which nobody asked for`, events });
    }
    const { requested, replied } = wrong.asked;
    const told = [requested[0]?.event, replied[0]?.event].filter((event) => event !== undefined);
    return broken({
      kind: 'a record of a write that failed',
      why: `${held}, whose write was answered as failed`,
      events: [...told, surveyOf(copy)],
    });
  }
  return holds;
}
