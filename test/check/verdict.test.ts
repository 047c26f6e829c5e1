import test from 'ava';
import { broken, holds, mergeVerdicts, undecided } from '../../src/check/verdict.ts';

test('of many verdicts the first broken one counts, then the first undecided one', (t) => {
  t.deepEqual(mergeVerdicts([holds, undecided('a'), broken(1), broken(2)]), broken(1));
  t.deepEqual(mergeVerdicts([holds, undecided('a'), undecided('b')]), undecided('a'));
  t.deepEqual(mergeVerdicts([holds, holds]), holds);
  t.deepEqual(mergeVerdicts([]), holds);
});
