import type { Key, NodeId } from '../../core/ids.ts';
import { compareText } from '../../lib/order.ts';
import type { RareEvent, SurveyedRecord } from '../../trace/event.ts';
import type { TraceBook } from './book.ts';
import { orderOfVersions } from './version-text.ts';

type Surveyed = Extract<RareEvent, { readonly kind: 'surveyed' }>;

/** One copy of a key at one live node when the run ended. */
export interface Copy {
  readonly node: NodeId;
  readonly record: SurveyedRecord;
  /** Whether the node itself thinks that it should hold it. */
  readonly owned: boolean;
  readonly survey: Surveyed;
}

/** All copies by key, keys in code-unit order, copies in the order of the survey. */
export function copiesByKey(book: TraceBook): ReadonlyMap<Key, readonly Copy[]> {
  const copies = new Map<Key, Copy[]>();
  for (const survey of book.surveys) {
    const { node } = survey;
    for (const record of survey.records) {
      const copy = { node, record, owned: record.replicas.includes(node), survey };
      const known = copies.get(record.key);
      if (known === undefined) copies.set(record.key, [copy]);
      else known.push(copy);
    }
  }
  return new Map([...copies].sort(([a], [b]) => compareText(a, b)));
}

/** The copy with the newest version. */
export function newestCopy(copies: readonly Copy[]): Copy | undefined {
  let newest: Copy | undefined;
  for (const copy of copies) {
    if (newest === undefined || orderOfVersions(copy.record.version, newest.record.version) > 0)
      newest = copy;
  }
  return newest;
}

/** The survey of one node, of these records only: a witness need not show all that a node holds. */
export function surveyOf({ survey, record }: Copy): Surveyed {
  return { ...survey, records: [record] };
}
