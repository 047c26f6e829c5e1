import test from 'ava';
import { layTable } from '../../src/report/terminal/table.ts';
import { count, list, ranges } from '../../src/report/terminal/words.ts';

test('columns are as wide as their widest cell, colours do not count, and no line ends in blanks', (t) => {
  const red = (text: string) => `<${text}>`;
  t.deepEqual(
    layTable([
      [{ text: '✓' }, { text: '3', right: true }, { text: 'create', paint: red }, { text: 'seen' }],
      [{ text: '–' }, { text: '10', right: true }, { text: 'x', paint: red }, { text: '' }],
    ]),
    ['✓   3  <create>  seen', '–  10  <x>'],
  );
});

test('words agree with numbers', (t) => {
  t.deepEqual(
    [0, 1, 2].map((n) => count(n, 'key')),
    ['0 keys', '1 key', '2 keys'],
  );
  t.deepEqual([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(list), ['', 'a', 'a and b', 'a, b and c']);
  t.deepEqual([[3], [2, 1], [5, 3, 4, 1], [1, 2, 3, 7, 8]].map(ranges), [
    '3',
    '1 and 2',
    '1 and 3–5',
    '1–3, 7 and 8',
  ]);
});
