import { randomBytes } from 'node:crypto';
import type { Drive } from '../../sweep/drive.ts';
import type { Journal, JournalHead, JournalPast } from '../../sweep/journal.ts';
import { JournalError, readJournal } from '../../sweep/journal.ts';
import type { Broker } from '../../sweep/queue/broker.ts';
import { Dispatch } from '../../sweep/queue/dispatch.ts';
import { discard, salvage } from '../../sweep/queue/salvage.ts';
import { buildHere } from './build.ts';
import type { SweepTeller } from './progress.ts';

/** A name that no other queue has; each time that a sweep is begun or gone on with it gets another. */
export function newQueueName(): string {
  return `sweep-${randomBytes(6).toString('hex')}`;
}

/** What the queue calls the sweep that a journal is of. */
export function queueNameIn(folder: string): string | undefined {
  try {
    return readJournal(folder)?.head.queue;
  } catch (error) {
    if (error instanceof JournalError) return undefined;
    throw error;
  }
}

/**
 * Fetches what was done of an earlier part of the sweep since nobody was there to fetch it, notes it, and forgets the
 * rest of that part: it will be done again.
 */
export async function fetchLeft(
  broker: Broker,
  name: string,
  journal: Journal,
  past: JournalPast | undefined,
): Promise<JournalPast | undefined> {
  const more = past === undefined ? [] : await salvage(broker, name);
  for (const result of more) journal.add(result);
  await discard(broker, name);
  return past === undefined ? undefined : { ...past, results: [...past.results, ...more] };
}

/** Gets a sweep done by the machines that serve its queue. */
export function throughQueue(
  broker: Broker,
  { queue = '', testcases }: JournalHead,
  { name, patienceMs }: { readonly name: string; readonly patienceMs: number },
  teller: SweepTeller,
): Drive {
  const notice = { id: queue, name, build: buildHere(), testcases, patienceMs, since: Date.now() };
  return (backlog, onResult) =>
    new Dispatch(broker, notice, backlog, onResult, (processes) => teller.hearWorkers(processes));
}
