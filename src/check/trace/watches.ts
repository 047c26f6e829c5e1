import type { Key } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { TraceBook } from './book.ts';
import { Sources } from './sources.ts';
import type { Copy } from './survey.ts';
import { copiesByKey, newestCopy, surveyOf } from './survey.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

type Opened = Extract<RareEvent, { readonly kind: 'watch-opened' }>;
type Telling = Extract<RareEvent, { readonly kind: 'watch-told' }>;
type Change = Extract<Telling['told'], { readonly kind: 'changed' }>;

/** One change that a watcher was told of. */
interface Heard {
  readonly event: Telling;
  readonly change: Change;
}

/** One client, at whatever nodes it watched one after the other. */
interface Watcher {
  readonly opened: Opened;
  /** All it was told, by key, in order. */
  readonly heard: Map<Key, Heard[]>;
}

/**
 * What a watcher is told of a key is selected, comes in the order of versions, was written by somebody whose write did not
 * fail, and does not vanish: when the run ends, somebody holds it or something newer. After a healing, the last that each
 * watcher was told of a key is the newest version that anybody holds.
 */
export function checkWatches(book: TraceBook): Judgement {
  const watchers = watchersOf(book);
  const told = [...watchers.values()].flatMap(({ heard }) => [...heard.values()].flat());
  const seen = `${count(told.length, 'change')} told to ${count(watchers.size, 'watcher')}`;
  if (told.length === 0) return { verdict: undecided('nobody was told of any change'), seen };
  return { verdict: judge(book, [...watchers.values()]), seen };
}

function watchersOf(book: TraceBook): ReadonlyMap<number, Watcher> {
  const watchers = new Map<number, Watcher>();
  const byWatch = new Map<number, Watcher>();
  for (const { event } of book.watches) {
    if (event.kind === 'watch-opened') {
      const watcher = watchers.get(event.client) ?? { opened: event, heard: new Map() };
      watchers.set(event.client, watcher);
      byWatch.set(event.watch, watcher);
    }
    if (event.kind !== 'watch-told' || event.told.kind !== 'changed') continue;
    const heard = byWatch.get(event.watch)?.heard;
    const { key } = event.told;
    heard?.set(key, [...(heard.get(key) ?? []), { event, change: event.told }]);
  }
  return watchers;
}

function judge(book: TraceBook, watchers: readonly Watcher[]): Verdict<TraceWitness> {
  const sources = new Sources(book);
  const copies = copiesByKey(book);
  for (const watcher of watchers) {
    for (const [key, heard] of watcher.heard) {
      const wrong =
        strangerOf(watcher, key, heard) ??
        disorderOf(key, heard) ??
        fabricationOf(sources, key, heard) ??
        vanishedOf(key, heard, copies.get(key) ?? []);
      if (wrong !== undefined) return broken(wrong);
    }
    if (book.healed === undefined) continue;
    for (const [key, all] of copies) {
      const missed = missedOf(watcher, key, newestCopy(all));
      if (missed !== undefined) return broken(missed);
    }
  }
  return holds;
}

function strangerOf({ opened }: Watcher, key: Key, [first]: readonly Heard[]): TraceWitness | undefined {
  if (first === undefined || isSelected(key, opened.selection)) return undefined;
  return witness('a key that is not watched', `${key} is not what was asked for`, [opened, first.event]);
}

function disorderOf(key: Key, heard: readonly Heard[]): TraceWitness | undefined {
  let before: Heard | undefined;
  for (const one of heard) {
    const [old, now] = [before?.change.version, one.change.version];
    if (before !== undefined && old !== undefined && now !== undefined && orderOfVersions(now, old) < 0)
      return witness('versions out of order', `${tell(key, now)} after ${versionText(old)}`, [
        before.event,
        one.event,
      ]);
    if (now !== undefined) before = one;
  }
  return undefined;
}

function fabricationOf(sources: Sources, key: Key, heard: readonly Heard[]): TraceWitness | undefined {
  for (const { event, change } of heard) {
    const { version, value } = change;
    const wrong = version === undefined ? undefined : sources.groundless(key, version, value);
    if (version === undefined || wrong === undefined) continue;
    const what = tell(key, version);
    if (wrong.kind === 'nobody') return witness('a change that nobody wrote', what, [event]);
    const { requested, replied } = wrong.asked;
    const told = [...requested, ...replied].map((one) => one.event);
    return witness('a write that failed', what, [...told, event]);
  }
  return undefined;
}

/** A key of which nobody holds anything was deleted, and its tombstone purged. */
function vanishedOf(key: Key, heard: readonly Heard[], copies: readonly Copy[]): TraceWitness | undefined {
  const newest = newestCopy(copies);
  const above = heard.find(
    ({ change: { version } }) =>
      version !== undefined && newest !== undefined && orderOfVersions(version, newest.record.version) > 0,
  );
  if (above?.change.version === undefined || newest === undefined) return undefined;
  const why = `${tell(key, above.change.version)}, and nobody holds that or anything newer`;
  return witness('what was told has vanished', why, [above.event, surveyOf(newest)]);
}

function missedOf({ opened, heard }: Watcher, key: Key, newest: Copy | undefined): TraceWitness | undefined {
  if (newest === undefined || !isSelected(key, opened.selection)) return undefined;
  const last = heard.get(key)?.at(-1);
  const version = last?.change.version;
  if (version !== undefined && orderOfVersions(version, newest.record.version) === 0) return undefined;
  // Nothing at all was told of a tombstone that was purged where it was asked for.
  if (newest.record.value === null && last !== undefined && last.change.value === null) return undefined;
  const why = `watcher ${opened.client} was not told of ${key} as ${versionText(newest.record.version)}`;
  return witness('a newest version that was not told', why, [
    opened,
    ...(last === undefined ? [] : [last.event]),
    surveyOf(newest),
  ]);
}

/** What the node should take for selected, said once more: a judge does not run what it judges. */
function isSelected(key: Key, { prefix, exactly }: Opened['selection']): boolean {
  return exactly === true ? key === prefix : key.startsWith(prefix);
}

function tell(key: Key, version: Version): string {
  return `of ${key} was told ${versionText(version)}`;
}

function witness(kind: string, why: string, events: readonly RareEvent[]): TraceWitness {
  return { kind, why, events };
}
