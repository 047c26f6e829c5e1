import test from 'ava';
import { allTestcases, digestsOf, recordedDigests, SEEDS } from './digests.ts';

const recorded = recordedDigests();
const testcases = await allTestcases();

test('every classic file of testcases/ has its digests recorded, and no others are', (t) => {
  t.deepEqual(
    Object.keys(recorded),
    testcases.map(({ name }) => name),
  );
});

for (const testcase of testcases) {
  test(`${testcase.name}: the digests are the recorded ones; record.ts says how to record them anew`, (t) => {
    t.deepEqual(digestsOf([testcase], SEEDS)[testcase.name], recorded[testcase.name]);
  });
}

test('another seed, another digest', (t) => {
  for (const [name, digests] of Object.entries(recorded)) {
    t.deepEqual(Object.keys(digests), SEEDS.map(String), name);
    t.is(new Set(Object.values(digests)).size, SEEDS.length, name);
  }
});
