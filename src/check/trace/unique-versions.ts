import type { Key, NodeId } from '../../core/ids.ts';
import type { Version } from '../../core/version.ts';
import type { RareEvent } from '../../trace/event.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { Asked, Noted, TraceBook } from './book.ts';
import { copiesByKey, surveyOf } from './survey.ts';
import { orderOfVersions, versionText } from './version-text.ts';
import type { Judgement, TraceWitness } from './witness.ts';
import { count } from './witness.ts';

/**
 * No two writes of a key share a version, and no version has two values. The writer in a version is the coordinator
 * that chose it, and what one coordinator chooses for a key grows: a write that it was asked for after it had decided
 * another one gets a newer version, in each of its lives.
 *
 * Assumes that notes of writes name their versions; those that do not are passed over.
 */
export function checkUniqueVersions(book: TraceBook): Judgement {
  const named = new Map<string, Named>();
  return { verdict: judge(book, named), seen: count(named.size, 'version') };
}

interface Named {
  readonly asked: Asked | undefined;
  readonly value: string | null;
  readonly event: RareEvent;
}

function judge(book: TraceBook, named: Map<string, Named>): Verdict<TraceWitness> {
  for (const asked of book.asked.values()) {
    for (const { note, event } of [...asked.judged, ...asked.decided]) {
      if (note.verb === 'read' || note.version === undefined) continue;
      const { key, version, value } = note;
      const name = `${versionText(version)} ${key}`;
      const known = named.get(name);
      if (known === undefined) named.set(name, { asked, value, event });
      else if (known.asked !== asked)
        return broken(shared('two writes under one version', name, known, event));
      else if (known.value !== value)
        return broken(shared('two values under one version', name, known, event));
    }
  }
  return surveyed(book, named) ?? foreign(book) ?? shrinking(book) ?? holds;
}

function surveyed(book: TraceBook, named: Map<string, Named>): Verdict<TraceWitness> | undefined {
  for (const [key, copies] of copiesByKey(book)) {
    for (const copy of copies) {
      const { version, value } = copy.record;
      const name = `${versionText(version)} ${key}`;
      const known = named.get(name);
      if (known === undefined) named.set(name, { asked: undefined, value, event: surveyOf(copy) });
      else if (known.value !== value)
        return broken(shared('two values under one version', name, known, surveyOf(copy)));
    }
  }
  return undefined;
}

function shared(kind: string, name: string, known: Named, event: RareEvent): TraceWitness {
  return { kind, why: `${kind}: ${name}`, events: [known.event, event] };
}

/** A version that names another writer than the coordinator that decided on it. */
function foreign(book: TraceBook): Verdict<TraceWitness> | undefined {
  for (const { event, note } of decidedWrites(book)) {
    if (note.version.writer === event.node) continue;
    const kind = 'a version in the name of another node';
    return broken({ kind, why: `node ${event.node} chose ${versionText(note.version)}`, events: [event] });
  }
  return undefined;
}

type Decision = Noted<'operation-decided'> & { readonly note: { readonly version: Version } };

/** In order; what was asked when rides along. */
function decidedWrites(book: TraceBook): readonly (Decision & { readonly askedAt: number })[] {
  const decisions: (Decision & { readonly askedAt: number })[] = [];
  for (const { requested, decided } of book.asked.values()) {
    const askedAt = requested[0]?.at;
    if (askedAt === undefined) continue;
    for (const { at, event, note } of decided) {
      const { version } = note;
      if (note.verb !== 'read' && version !== undefined)
        decisions.push({ at, event, note: { ...note, version }, askedAt });
    }
  }
  return decisions.sort((a, b) => a.at - b.at);
}

/** Goes through the decisions of each coordinator on each key by when they were asked for. */
function shrinking(book: TraceBook): Verdict<TraceWitness> | undefined {
  const groups = new Map<string, (Decision & { readonly askedAt: number })[]>();
  for (const decision of decidedWrites(book)) {
    const name = groupName(decision.event.node, decision.note.version.incarnation, decision.note.key);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [decision]);
    else known.push(decision);
  }
  for (const decisions of groups.values()) {
    const byAsking = [...decisions].sort((a, b) => a.askedAt - b.askedAt);
    let done = 0;
    let newest: Decision | undefined;
    for (const decision of byAsking) {
      for (
        let next = decisions[done];
        next !== undefined && next.at < decision.askedAt;
        next = decisions[done]
      ) {
        if (newest === undefined || orderOfVersions(next.note.version, newest.note.version) > 0)
          newest = next;
        done += 1;
      }
      if (newest === undefined || orderOfVersions(decision.note.version, newest.note.version) > 0) continue;
      return broken(backwards(newest, decision));
    }
  }
  return undefined;
}

function groupName(node: NodeId, incarnation: number, key: Key): string {
  return `${node}.${incarnation} ${key}`;
}

function backwards(before: Decision, after: Decision): TraceWitness {
  const [first, second] = [before, after].map(({ note }) => versionText(note.version));
  return {
    kind: 'versions of one coordinator that do not grow',
    why: `node ${after.event.node} chose ${second} for ${after.note.key} after ${first}`,
    events: [before.event, after.event],
  };
}
