import test from 'ava';
import { partitionByKey } from '../../../src/check/history/partition.ts';
import { checkLinearizable, searchWhole } from '../../../src/check/linearizable/check.ts';
import { takeJudged } from '../../../src/check/linearizable/sub-history.ts';
import { defaultBudget, searchInTurns } from '../../../src/check/linearizable/turns.ts';
import { ZoneChecker } from '../../../src/check/linearizable/zones.ts';
import { kAtomicRegister } from '../../../src/check/model/k-atomic.ts';
import { keyOfStore } from '../../../src/check/model/kv.ts';
import { initialValue, register } from '../../../src/check/model/register.ts';
import { wholeStore } from '../../../src/check/model/whole-store.ts';
import { bruteForce } from '../brute-force.ts';
import type { Kind } from '../small-history.ts';
import { drawFrom, drawHistory } from '../small-history.ts';

test('zones and search agree on 100 000 small random histories of unique values', (t) => {
  let brokenOnes = 0;
  for (let seed = 0; seed < 100_000; seed++) {
    const history = drawHistory(drawFrom(seed), 'unique register');
    const partition = partitionByKey(history);
    const zones = new ZoneChecker(history, partition, initialValue(history, 0)).check(0);
    const part = takeJudged(history, partition.ids);
    const search = searchInTurns([part], register(0)(history), defaultBudget).kind;
    if ((zones === 'holds') !== (search === 'holds') || zones === 'foreign') {
      return t.fail(`seed ${seed}: ${zones}, ${search}`);
    }
    if (search === 'broken') brokenOnes++;
  }
  t.true(brokenOnes > 20_000 && brokenOnes < 80_000, `${brokenOnes} of them broken`);
});

const kinds: readonly Kind[] = ['unique register', 'register', 'cas register', 'store'];
for (const kind of kinds) {
  test(`the check says what trying every order says: ${kind}`, (t) => {
    let brokenOnes = 0;
    for (let seed = 0; seed < 3_000; seed++) {
      const history = drawHistory(drawFrom(seed), kind);
      const truth = bruteForce(history, kind === 'store' ? undefined : 0);
      const found = checkLinearizable(history, { initial: 0 });
      const whole = searchWhole(
        history,
        wholeStore(kind === 'store' ? keyOfStore : register(0)),
        defaultBudget,
      );
      if (truth !== (found.kind === 'holds') || found.kind !== whole.kind) {
        return t.fail(`seed ${seed}: ${truth}, ${found.kind}, ${whole.kind}`);
      }
      if (!truth) brokenOnes++;
    }
    t.true(brokenOnes > 300 && brokenOnes < 2_700, `${brokenOnes} of them broken`);
  });
}

test('what the search leaves out, it rightly leaves out: 2 000 histories of up to 8 processes, with a plain model', (t) => {
  for (let seed = 0; seed < 2_000; seed++) {
    const kind = seed % 2 === 0 ? 'register' : 'unique register';
    const history = drawHistory(drawFrom(seed), kind, { processes: 8, operations: 18 });
    const part = takeJudged(history, partitionByKey(history).ids);
    const plain = searchInTurns([part], kAtomicRegister(1, 0)(history), defaultBudget).kind;
    const short = searchInTurns([part], register(0)(history), defaultBudget).kind;
    if (plain !== short) return t.fail(`seed ${seed}: ${plain}, ${short}`);
  }
  t.pass();
});
