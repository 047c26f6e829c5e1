import test from 'ava';
import { offences } from './offence.ts';
import { filesUnder } from './repository.ts';
import { nameFault, SHAPE_RULES } from './shape.ts';
import { parse, sourcesUnder } from './sources.ts';

for (const folder of ['src', 'test']) {
  test(`${folder} keeps to small files, small functions, few exports and plain types`, (t) => {
    t.deepEqual(
      sourcesUnder(folder).flatMap((source) => offences(source, SHAPE_RULES)),
      [],
    );
  });

  test(`${folder} names its files and folders for what they hold`, (t) => {
    t.deepEqual(
      filesUnder(folder).flatMap((path) => nameFault(path) ?? []),
      [],
    );
  });
}

const lines = (count: number): string => 'step();\n'.repeat(count);

const planted: readonly (readonly [title: string, text: string, fault: string])[] = [
  ['a long file', lines(401), 'is 401 lines long, over 400'],
  ['a long function', `const f = () => {\n${lines(69)}};`, 'is a function of 71 lines, over 70'],
  ['a default export', 'export default 1;', 'exports a default'],
  ['a default function', 'export default function f() {}', 'exports a default'],
  ['a renamed default', 'const a = 1; export { a as default };', 'exports a default'],
  ['any', 'const a: readonly any[] = [];', 'says any'],
  ['a non-null assertion', 'const a = b!.c;', 'asserts with !'],
  ['a definite field', 'class A { b!: number }', 'asserts with !'],
  ['an enum', 'enum A { B }', 'declares an enum'],
  [
    'a crowd of exports',
    'export const a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8, i = 9;',
    'exports 9 names, over 8',
  ],
  ['a barrel', "export { a } from './a.ts';", 'only passes on what others export'],
  ['a re-export of everything', "export * from './a.ts'; step();", 're-exports a whole file'],
  ['a test that hides the others', "test.only('a', (t) => t.pass());", 'leaves test.only behind'],
];

for (const [title, text, fault] of planted) {
  test(`${title} is found when planted`, (t) => {
    t.deepEqual(offences(parse('src/core/planted.ts', text), SHAPE_RULES), [
      `src/core/planted.ts:1 ${fault}`,
    ]);
  });
}

test('a file of 400 lines and a function of 70 pass', (t) => {
  const text = `const f = () => {\n${lines(68)}};\n${lines(330)}`;
  t.deepEqual(offences(parse('src/core/innocent.ts', text), SHAPE_RULES), []);
});

test('vague names are found at any depth, and words that merely contain them are not', (t) => {
  const vague = [
    'src/core/utils.ts',
    'src/utils/a.ts',
    'src/core/types.ts',
    'src/core/index.ts',
    'src/a/ring-manager.ts',
  ];
  t.deepEqual(
    vague.filter((path) => nameFault(path) === undefined),
    [],
  );
  t.deepEqual(
    ['src/core/message-types.ts', 'src/core/uncommon.ts', 'src/sim/link-index.ts'].flatMap(
      (path) => nameFault(path) ?? [],
    ),
    [],
  );
});
