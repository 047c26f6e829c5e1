import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { offences } from './offence.ts';
import { PURITY_RULES } from './purity.ts';
import { foldersIn, repositoryRoot } from './repository.ts';
import { PURE_ROOMS } from './rooms.ts';
import { parse, sourcesUnder } from './sources.ts';

for (const room of PURE_ROOMS.filter((name) => foldersIn('src').includes(name))) {
  test(`${room} depends on no clock, chance, locale, promise or inexact arithmetic`, (t) => {
    t.deepEqual(
      sourcesUnder(`src/${room}`).flatMap((source) => offences(source, PURITY_RULES)),
      [],
    );
  });
}

test('the compiler and the linter wall off the same rooms', (t) => {
  const pure = ts.readConfigFile(join(repositoryRoot, 'src/tsconfig.pure.json'), ts.sys.readFile);
  t.deepEqual(pure.config.include, PURE_ROOMS);
  t.deepEqual(pure.config.compilerOptions.types, []);
  t.true(
    readFileSync(join(repositoryRoot, '.biome.json'), 'utf8').includes(`src/{${PURE_ROOMS.join(',')}}/**`),
  );
});

const planted: readonly (readonly [text: string, fault: string])[] = [
  ['const now = Date.now();', 'uses Date'],
  ['type When = { readonly at: Date };', 'uses Date'],
  ['const tick = performance.now();', 'uses performance'],
  ['setTimeout(step, 5);', 'uses setTimeout'],
  ['const text = new Intl.NumberFormat().format(1);', 'uses Intl'],
  ['console.log(1);', 'uses console'],
  ['const home = process.env;', 'uses process'],
  ['const { x } = globalThis as unknown as Y;', 'uses globalThis'],
  ['const weak = new WeakRef(node);', 'uses WeakRef'],
  ['const id = crypto.randomUUID();', 'uses crypto'],
  ['const handlers = { fetch };', 'uses fetch'],
  ['const all = Promise.all([]);', 'uses Promise'],
  ['const f = async () => 1;', 'is async'],
  ['async function f() {}', 'is async'],
  ['await step();', 'awaits'],
  ['for await (const x of xs) step(x);', 'awaits'],
  ["const room = import('./node.ts');", 'imports at run time'],
  ['const here = import.meta.url;', 'uses import.meta'],
  ['const chance = Math.random();', 'uses Math.random'],
  ['const bits = Math.log2(8);', 'uses Math.log2'],
  ['const side = Math.sqrt(2);', 'uses Math.sqrt'],
  ["const side = Math['pow'](2, 3);", 'uses Math as a value'],
  ['const { pow } = Math;', 'uses Math as a value'],
  ['const eight = 2 ** 3;', 'uses **'],
  ['total **= 2;', 'uses **'],
  ['a.localeCompare(b);', 'uses localeCompare'],
  ["a['localeCompare'](b);", 'uses localeCompare'],
  ['const { localeCompare: order } = a;', 'uses localeCompare'],
  ['const text = (1e6).toLocaleString();', 'uses toLocaleString'],
  ['for (const key in table) step(key);', 'walks for…in, whose order mixes integer keys and insertion'],
];

for (const [text, fault] of planted) {
  test(`a planted impurity is found: ${text}`, (t) => {
    t.deepEqual(offences(parse('src/core/planted.ts', text), PURITY_RULES), [
      `src/core/planted.ts:1 ${fault}`,
    ]);
  });
}

test('exact arithmetic and members of the same name are left in peace', (t) => {
  const text = `
    const low = Math.min(Math.imul(a, b) >>> 0, Math.trunc(c / d));
    const input = { kind: 'timer', process: 1, fetch: 2 };
    type Step = { readonly process: number; fetch(): void };
    const { fetch: reach } = input;
    for (const [key, value] of [...table.entries()].sort(byKey)) input.process += value * key;
    // Date.now() and 2 ** 3 in a comment, 'Date' in a string
    const word = 'Date';
  `;
  t.deepEqual(offences(parse('src/core/innocent.ts', text), PURITY_RULES), []);
});
