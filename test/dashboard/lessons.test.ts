import { existsSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { LESSONS } from '../../src/dashboard/lessons/ten.ts';
import { repositoryRoot } from '../tidy/repository.ts';
import { filmed } from './filmed.ts';

test('there are ten lessons, each of a testcase that is there', (t) => {
  t.is(LESSONS.length, 10);
  t.deepEqual(
    LESSONS.filter(({ file }) => !existsSync(join(repositoryRoot, 'testcases', file))),
    [],
  );
});

for (const { title, file, seed, steps } of LESSONS) {
  test(`the lesson “${title}” goes forward within its run, and names what is there`, (t) => {
    const { film, scenario } = filmed(file, seed);
    t.is(film.outcome.verdict, 'holds');
    for (const [nth, { tick, node, key }] of steps.entries()) {
      t.true(tick < scenario.endTick, `tick ${tick} of ${scenario.endTick}`);
      if (nth > 0) t.true(tick >= (steps[nth - 1]?.tick ?? 0));
      if (node !== undefined) t.true(node <= scenario.hosts.length);
      if (key !== undefined) t.true(film.keys.includes(key), key);
    }
  });
}
