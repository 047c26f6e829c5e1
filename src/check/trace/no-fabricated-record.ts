import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { Asked, TraceBook } from './book.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';
import { WritersByVersion } from './writes.ts';

/**
 * What live nodes hold at the end, somebody had asked to be stored under that key, by an operation that was not
 * answered as failed; or it is the end of a value that was to expire. Where the trace tells which operation chose the version, it is held to that one's value.
 */
export function checkNoFabricatedRecord(book: TraceBook): Judgement {
  const copies = [...copiesByKey(book).values()].flat();
  const writers = new WritersByVersion(book);
  const askedFor = new Map<string, Asked[]>();
  for (const asked of book.asked.values()) {
    const event = asked.requested[0]?.event;
    if (event === undefined || event.operation.kind === 'read') continue;
    const { operation } = event;
    const name = nameOf(operation.key, operation.kind === 'delete' ? null : operation.value);
    const expires = 'ttl' in operation && operation.ttl !== undefined;
    for (const one of expires ? [name, endOf(operation.key)] : [name])
      askedFor.set(one, [...(askedFor.get(one) ?? []), asked]);
  }
  return { verdict: judge(copies, writers, askedFor), seen: count(copies.length, 'copy', 'copies') };
}

function judge(
  copies: readonly Copy[],
  writers: WritersByVersion,
  askedFor: ReadonlyMap<string, readonly Asked[]>,
): Verdict<TraceWitness> {
  for (const copy of copies) {
    const { key, version, value } = copy.record;
    // What expired was ended in the name of who wrote it.
    const { expired, ...origin } = version;
    const possible = askedFor.get(expired === true ? endOf(key) : nameOf(key, value)) ?? [];
    const writer = writers.of(key, origin);
    const sources = writer === undefined ? possible : possible.filter((asked) => asked === writer);
    const held = `node ${copy.node} holds ${value === null ? 'a deletion' : `'${value}'`} of ${key} as ${versionText(version)}`;
    const [first] = sources;
    if (first === undefined) {
      const events = [...(writer?.requested ?? []).map(({ event }) => event), surveyOf(copy)];
      return broken({ kind: 'a record that nobody wrote', why: `${held}, which nobody asked for`, events });
    }
    if (!sources.every(hasFailed)) continue;
    const told = [first.requested[0]?.event, first.replied[0]?.event].filter((event) => event !== undefined);
    return broken({
      kind: 'a record of a write that failed',
      why: `${held}, whose write was answered as failed`,
      events: [...told, surveyOf(copy)],
    });
  }
  return holds;
}

function hasFailed({ replied }: Asked): boolean {
  return replied[0]?.event.outcome.kind === 'failed';
}

function endOf(key: string): string {
  return `~ ${key}`;
}

function nameOf(key: string, value: string | null): string {
  return value === null ? `- ${key}` : `+ ${key.length} ${key} ${value}`;
}
