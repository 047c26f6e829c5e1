import { OPEN } from '../history/history.ts';
import type { Verdict } from '../verdict.ts';
import { broken, holds } from '../verdict.ts';
import type { HistoryWitness } from '../witness.ts';
import { witnessOf } from '../witness.ts';
import type { KeyHistory } from './key-history.ts';
import { callOf, INITIAL, impossibleRead, returnOf } from './key-history.ts';

/**
 * Regular: a read returns the value of a write that was under way with it, or of one that no other completed write
 * came after before the read began. Reads need not agree with each other. Lamport 1986, for many writers as MWR1 of
 * Shao, Welch, Pierce and Lee 2011.
 */
export function checkRegular(of: KeyHistory): Verdict<HistoryWitness> {
  const nowhere = impossibleRead(of);
  if (nowhere !== undefined)
    return broken(witnessOf(of.history, 'a read of a value that nobody had begun to write', [nowhere]));
  const ended = of.writes
    .filter((write) => returnOf(of, write) !== OPEN)
    .sort((a, b) => returnOf(of, a) - returnOf(of, b));
  let next = 0;
  /** Of the writes that ended before the read at hand, the one that was called last. */
  let latest = INITIAL;
  for (const read of of.reads) {
    for (
      let write = ended[next];
      write !== undefined && returnOf(of, write) < callOf(of, read);
      write = ended[++next]
    ) {
      if (callOf(of, write) > callOf(of, latest)) latest = write;
    }
    const writer = of.writerOf.get(read) ?? INITIAL;
    if (returnOf(of, writer) >= callOf(of, latest)) continue;
    const ids = [writer, latest, read].filter((id) => id !== INITIAL);
    return broken(
      witnessOf(of.history, 'a read of a value that a later write had replaced before the read began', ids),
    );
  }
  return holds;
}
