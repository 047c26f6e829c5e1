import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { repositoryRoot } from './repository.ts';
import { sourceOf } from './sources.ts';

/** What a classic run without flags loads, one after the other. */
const ROOTS = [
  'src/cli/main.ts',
  'src/cli/run/run.ts',
  'src/cli/run/defaults.ts',
  'src/cli/run/play-classic.ts',
];

/** Packages, and rooms or parts of rooms, that it has no use for. */
const USELESS = [
  'yaml',
  'valibot',
  'yargs',
  'chalk',
  'src/check/linearizable',
  'src/check/trace',
  'src/scenario/file',
];

/** Everything that is imported for its values, at once and not when it is first needed. */
function loadedBy(roots: readonly string[]): readonly string[] {
  const found = new Set(roots);
  for (const path of found) {
    if (!path.startsWith('src/')) continue;
    for (const statement of sourceOf(path).statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      if (statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) continue;
      const to = statement.moduleSpecifier.text;
      found.add(to.startsWith('.') ? posix.join(posix.dirname(path), to) : to);
    }
  }
  return [...found];
}

test('a classic run without flags loads no parser of flags or scenarios and no checker of histories', (t) => {
  const loaded = loadedBy(ROOTS);
  t.true(loaded.includes('src/sim/world.ts'));
  t.deepEqual(
    loaded.filter((path) => USELESS.some((useless) => path === useless || path.startsWith(`${useless}/`))),
    [],
  );
});

test('the bundle is text that may be read byte by byte: whatever is not ASCII stands in comments', (t) => {
  const lines = readFileSync(join(repositoryRoot, 'dist/orrery.cjs'), 'utf8').split('\n');
  t.deepEqual(
    lines.filter(
      (line) => [...line].some((letter) => letter > '\u007f') && !/^\s*(\/\*\*|\*|\/\/) /.test(line),
    ),
    [],
  );
});
