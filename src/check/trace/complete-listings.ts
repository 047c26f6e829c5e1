import type { Key } from '../../core/ids.ts';
import { compareText } from '../../lib/order.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds, undecided } from '../verdict.ts';
import type { Told, TraceBook } from './book.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';
import { acknowledgedWrites } from './writes.ts';

type Question = Extract<RareEvent, { readonly kind: 'keys-requested' }>;
type Answer = Extract<RareEvent, { readonly kind: 'keys-replied' }>;

export interface ListingOptions {
  /** So many ticks after the healing every page must be complete; without a healing from the first tick on. */
  readonly settleTicks: number;
}

/**
 * A page of keys is in order, within its range and no longer than wanted, and holds only keys that somebody asked to
 * write. Once the world has settled it is complete: a key whose write was acknowledged before the question, and that
 * nobody ever asked to delete, stands on the page of its range.
 */
export function checkCompleteListings(book: TraceBook, { settleTicks }: ListingOptions): Judgement {
  const pages = pagesOf(book);
  const seen = count(pages.length, 'page');
  if (pages.length === 0) return { verdict: undecided('no listing of keys was answered'), seen };
  return { verdict: judge(book, pages, (book.healed?.event.tick ?? -settleTicks) + settleTicks), seen };
}

interface Page {
  readonly question: Told<Question>;
  readonly answer: Told<Answer>;
  readonly keys: readonly Key[];
  /** The last key of its range; none: all there are. */
  readonly next: Key | undefined;
}

function pagesOf(book: TraceBook): readonly Page[] {
  const questions = new Map<number, Told<Question>>();
  const pages: Page[] = [];
  for (const { at, event } of book.listings) {
    if (event.kind === 'keys-requested') questions.set(event.request, { at, event });
    else if (event.page.kind === 'ok') {
      const question = questions.get(event.request);
      const { keys, next } = event.page;
      if (question !== undefined) pages.push({ question, answer: { at, event }, keys, next });
    }
  }
  return pages;
}

function judge(book: TraceBook, pages: readonly Page[], settledAt: number): Verdict<TraceWitness> {
  const asked = new Set<Key>();
  const deleted = new Set<Key>();
  for (const { requested } of book.asked.values()) {
    const operation = requested[0]?.event.operation;
    if (operation?.kind === 'delete') deleted.add(operation.key);
    else if (operation !== undefined && operation.kind !== 'read') asked.add(operation.key);
  }
  const lasting = acknowledgedWrites(book).writes.filter(({ key }) => !deleted.has(key));
  for (const page of pages) {
    const misformed = formOf(page);
    if (misformed !== undefined) return broken(misformed);
    const stranger = page.keys.find((key) => !asked.has(key));
    if (stranger !== undefined) return broken(witness(page, 'a key that nobody wrote', stranger));
    if (page.question.event.tick < settledAt) continue;
    const missing = lasting.find(
      ({ key, replied }) => replied.at < page.question.at && isWithin(page, key) && !page.keys.includes(key),
    );
    if (missing === undefined) continue;
    const { kind, why, events } = witness(page, 'a key is missing', missing.key);
    return broken({ kind, why, events: [missing.requested.event, missing.replied.event, ...events] });
  }
  return holds;
}

function formOf(page: Page): TraceWitness | undefined {
  const { keys, question } = page;
  if (keys.length > question.event.listing.limit)
    return witness(page, 'more keys than wanted', `${keys.length}`);
  const outside = keys.find((key) => !isWithin(page, key));
  if (outside !== undefined) return witness(page, 'a key outside its range', outside);
  const unordered = keys.find((key, nth) => nth > 0 && compareText(keys[nth - 1] ?? '', key) >= 0);
  return unordered === undefined ? undefined : witness(page, 'keys out of order', unordered);
}

function isWithin({ question, next }: Page, key: Key): boolean {
  const { prefix, after } = question.event.listing;
  if (!key.startsWith(prefix) || (after !== undefined && compareText(key, after) <= 0)) return false;
  return next === undefined || compareText(key, next) <= 0;
}

function witness({ question, answer }: Page, kind: string, key: string): TraceWitness {
  const why = `the page that node ${answer.event.node} answered at tick ${answer.event.tick}: ${kind}, ${key}`;
  return { kind, why, events: [question.event, answer.event] };
}
