import test from 'ava';
import { parseSeeds, parseTime } from '../../src/cli/sweep/bounds.ts';

test('seeds are a range, or how many', (t) => {
  t.deepEqual(parseSeeds('3..17'), { from: 3, to: 17 });
  t.deepEqual(parseSeeds('0..0'), { from: 0, to: 0 });
  t.deepEqual(parseSeeds('100'), { from: 1, to: 100 });
});

test('times are a number and a unit', (t) => {
  const times = ['250ms', '90s', '10m', '8h'].map((text) => parseTime(text, '--time'));
  t.deepEqual(times, [250, 90_000, 600_000, 28_800_000]);
});

const WRONG: readonly (readonly [text: string, complaint: RegExp])[] = [
  ['5..4', /the last of --seeds is '4'; allowed is an integer from 5 to/],
  ['1..2..3', /--seeds is '1\.\.2\.\.3'; allowed: a range/],
  ['1-50', /--seeds is '1-50'; allowed: a range like 1\.\.50, or how many/],
  ['0', /--seeds is '0'; allowed is an integer from 1/],
  ['..', /the first of --seeds is nothing/],
  ['1..9007199254740992', /the last of --seeds is/],
];

test('what is no range of seeds and no time is refused with what is allowed', (t) => {
  for (const [text, message] of WRONG) t.throws(() => parseSeeds(text), { message }, text);
  for (const text of ['5', '0s', 's', '1.5h', '-1s', '25000h', '1d'])
    t.throws(
      () => parseTime(text, '--time'),
      { message: /^--time is '.*'; allowed is a time like 90s/ },
      text,
    );
});
