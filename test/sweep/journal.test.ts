import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { BatchTally } from '../../src/sweep/batch.ts';
import type { JournalHead } from '../../src/sweep/journal.ts';
import { Journal, journalPath, readJournal } from '../../src/sweep/journal.ts';
import { temporaryFolder } from '../cli/application.ts';
import { seedsOf, sweepPlanted, upTo } from './swept.ts';

const HEAD: JournalHead = { journal: 1, program: 'p', testcases: [], seeds: { from: 1, to: 40 } };

function resultOf(from: number, to: number) {
  const tally = new BatchTally(0, from);
  for (let seed = from; seed <= to; seed += 1) {
    const digest = (seed * 7919).toString(16).padStart(16, '0');
    tally.add(
      seed === 7
        ? { fate: 'broken', failures: ['planted: odd one 1'], vacuous: [], digest }
        : { fate: 'held', failures: [], vacuous: [], digest },
    );
  }
  return tally.result();
}

test('a journal is read back as it was written', (t) => {
  const folder = temporaryFolder(t);
  const journal = Journal.begin(folder, HEAD);
  journal.add(resultOf(1, 10));
  journal.add(resultOf(11, 12));
  journal.close();
  const past = readJournal(folder);
  t.deepEqual(past?.head, HEAD);
  t.deepEqual(past?.results, [resultOf(1, 10), resultOf(11, 12)]);
});

test('wherever a journal was cut off, no seed is lost and none counts twice', async (t) => {
  const folder = temporaryFolder(t);
  const journal = Journal.begin(folder, HEAD);
  for (const [from, to] of [
    [5, 9],
    [1, 4],
    [20, 31],
  ] as const)
    journal.add(resultOf(from, to));
  journal.close();
  const text = readFileSync(journalPath(folder), 'utf8');
  for (let length = text.length; length >= 0; length -= 11) {
    truncateSync(journalPath(folder), length);
    const whole = text.slice(0, length).split('\n').length - 1;
    const past = readJournal(folder);
    t.is(past?.results.length ?? -1, whole - 1, `${length} bytes`);
    if (past === undefined) continue;
    Journal.resume(folder, past, HEAD).close();
    t.deepEqual(readJournal(folder), past, 'what was torn is gone');
    writeFileSync(journalPath(folder), text.slice(0, length));
  }
  const results = [resultOf(5, 9), resultOf(1, 4), resultOf(20, 31)];
  const { summary, results: more } = await sweepPlanted([{ broken: [7] }], { past: results, workers: 1 });
  t.deepEqual(seedsOf([...results, ...more]), upTo(40));
  t.deepEqual(summary, (await sweepPlanted([{ broken: [7] }], { workers: 1 })).summary);
});

test('two sweeps that wrote into one journal count each seed once', async (t) => {
  const past = [resultOf(1, 10), resultOf(6, 20), resultOf(15, 18), resultOf(15, 18)];
  const { summary } = await sweepPlanted([{ broken: [7] }], { past, workers: 1 });
  t.deepEqual(summary, (await sweepPlanted([{ broken: [7] }], { workers: 1 })).summary);
});

test('a sweep that begins anew keeps the journal that was there', (t) => {
  const folder = temporaryFolder(t);
  Journal.begin(folder, HEAD).close();
  const before = readFileSync(journalPath(folder), 'utf8');
  Journal.begin(folder, { ...HEAD, seeds: { from: 1, to: 2 } }).close();
  t.is(readFileSync(join(folder, 'journal.earlier.ndjson'), 'utf8'), before);
  t.deepEqual(readJournal(folder)?.head.seeds, { from: 1, to: 2 });
});

test('a journal that goes on over more seeds says so', (t) => {
  const folder = temporaryFolder(t);
  Journal.begin(folder, HEAD).close();
  const past = readJournal(folder);
  if (past === undefined) return t.fail();
  const more = { ...HEAD, seeds: { from: 1, to: 80 } };
  Journal.resume(folder, past, more).close();
  t.deepEqual(readJournal(folder)?.head, more);
});

test('a line that is none names its place', (t) => {
  const folder = temporaryFolder(t);
  Journal.begin(folder, HEAD).close();
  appendFileSync(journalPath(folder), '{"odd":1}\n');
  t.throws(() => readJournal(folder), { name: 'JournalError', message: /journal\.ndjson:2: not a line/ });
  writeFileSync(journalPath(folder), '');
  t.is(readJournal(folder), undefined);
});
