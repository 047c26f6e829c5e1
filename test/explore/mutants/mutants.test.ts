import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { transformSync } from 'esbuild';
import { huntUnder } from '../../../src/explore/mutants/hunt.ts';
import { HUNTS } from '../../../src/explore/mutants/hunts.ts';
import { mutated } from '../../../src/explore/mutants/mutant.ts';
import { MUTANTS } from '../../../src/explore/mutants/mutants.ts';
import { repositoryRoot } from '../../tidy/repository.ts';

test('the text of each mutant stands in its file exactly once, and is changed', (t) => {
  for (const mutant of MUTANTS) {
    const source = readFileSync(join(repositoryRoot, mutant.file), 'utf8');
    const changed = mutated(mutant, source);
    t.not(changed, undefined, `${mutant.name}: ${mutant.find}`);
    t.not(changed, source, mutant.name);
  }
});

test('a mutant is still a program', (t) => {
  for (const mutant of MUTANTS) {
    const source = readFileSync(join(repositoryRoot, mutant.file), 'utf8');
    t.notThrows(() => transformSync(mutated(mutant, source) ?? '', { loader: 'ts' }), mutant.name);
  }
});

test('each mutant has a name of its own, touches the core, and there are enough of them', (t) => {
  t.is(new Set(MUTANTS.map(({ name }) => name)).size, MUTANTS.length);
  t.true(MUTANTS.every(({ file }) => file.startsWith('src/core/')));
  t.true(MUTANTS.length >= 30);
});

test('the page of mutants names each of them', (t) => {
  const page = readFileSync(join(repositoryRoot, 'src/explore/mutants/README.md'), 'utf8');
  t.deepEqual(
    MUTANTS.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``)),
    [],
  );
});

test('the core as it is breaks no claim of any hunt', (t) => {
  for (const seed of [1, 2]) for (const hunt of HUNTS) t.deepEqual(huntUnder(hunt, seed), []);
});
