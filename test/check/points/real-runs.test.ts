import test from 'ava';
import { gradePoints } from '../../../src/check/points/grader.ts';
import type { PointsTable } from '../../../src/check/points/points-table.ts';
import type { ClassicSubject } from '../../../src/check/points/subject.ts';
import { SUBJECTS, subjectNamed } from '../../../src/check/points/subject.ts';
import { must } from '../../../src/lib/assert.ts';
import { buildClassic } from '../../../src/scenario/classic/build.ts';
import { parseClassic } from '../../../src/scenario/classic/testcase.ts';
import type { ClassicGrading } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { DbgLog } from '../../../src/trace/classic/dbg-log.ts';
import { readLog } from '../../../src/trace/classic/read-log.ts';
import { Recorder } from '../../../src/trace/recorder.ts';

const TESTCASES: Readonly<Record<string, string>> = {
  create: 'CRUD_TEST: CREATE',
  read: 'CRUD_TEST: READ',
  update: 'CRUD_TEST: UPDATE',
  delete: 'CRUD_TEST: DELETE',
  singlefailure: 'SINGLE_FAILURE: 1',
  multifailure: 'SINGLE_FAILURE: 0',
  msgdropsinglefailure: 'SINGLE_FAILURE: 1\nDROP_MSG: 1\nMSG_DROP_PROB: 0.1',
};

function run(name: string, nodes: number, seed: number): string {
  const scenario = buildClassic(
    parseClassic(`MAX_NNB: ${nodes}\n${TESTCASES[name]}\n`, `${name}.conf`),
    seed,
  );
  let text = '';
  const log = new DbgLog((chunk) => {
    text += chunk;
  });
  simulate(scenario, new Recorder({ onRareEvent: (event) => log.add(event) }));
  log.end();
  return text;
}

function grade(name: string, nodes: number, seed: number): { table: PointsTable; unknown: number } {
  const { records, unknown } = readLog(run(name, nodes, seed));
  return { table: gradePoints(must(subjectNamed(name), name), records), unknown };
}

/** What is gradable in the four store testcases, of 3, 7, 40 and 40 points; membership has 30 each from two nodes on. */
const GROUPS: readonly (readonly [number, readonly [number, number, number, number]])[] = [
  [1, [0, 0, 0, 0]],
  [2, [3, 7, 6, 6]],
  [3, [3, 7, 15, 15]],
  [4, [3, 7, 21, 21]],
  [5, [3, 7, 34, 34]],
  [6, [3, 7, 34, 34]],
  [7, [3, 7, 40, 40]],
  [10, [3, 7, 40, 40]],
  [26, [3, 7, 40, 40]],
];

for (const [nodes, [create, remove, read, update]] of GROUPS) {
  test(`a simulated group of ${nodes} earns every gradable point of the seven testcases`, (t) => {
    const membership = nodes === 1 ? 0 : 30;
    const gradable: Readonly<Record<string, number>> = { create, delete: remove, read, update };
    for (const name of Object.keys(TESTCASES)) {
      for (const seed of [1, 2]) {
        const { table, unknown } = grade(name, nodes, seed);
        t.is(unknown, 0);
        t.is(table.gradable, gradable[name] ?? membership, name);
        t.is(table.earned, table.gradable, JSON.stringify(table.rows));
      }
    }
  });
}

test('the seven testcases make 90 points for the store and 90 for membership', (t) => {
  const totals = Object.keys(TESTCASES).map((name) => gradePoints(must(SUBJECTS[name], name), []).total);
  t.deepEqual(totals, [3, 40, 40, 7, 30, 30, 30]);
});

test('every way a scenario wants to be graded has its subject', (t) => {
  const subjects: readonly ClassicSubject[] = Object.values(SUBJECTS);
  const gradings: readonly ClassicGrading[] = subjects;
  t.is(new Set(gradings).size, 7);
  t.is(subjectNamed('toString'), undefined);
});
