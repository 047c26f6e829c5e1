import test from 'ava';
import { classicTestcases, recordedDigests, SEEDS } from './digests.ts';
import { sealedRuns } from './sealed-runs.ts';

const recorded = recordedDigests();

test('every classic file of testcases/ has its digests recorded, and no others are', (t) => {
  t.deepEqual(
    Object.keys(recorded),
    classicTestcases.map(({ name }) => name),
  );
});

for (const testcase of classicTestcases) {
  test(`${testcase.name}: the digests are the recorded ones; record.ts says how to record them anew`, (t) => {
    const digests = sealedRuns(testcase).filter(({ seed }) => SEEDS.includes(seed));
    t.deepEqual(
      Object.fromEntries(digests.map(({ seed, digest }) => [String(seed), digest])),
      recorded[testcase.name],
    );
  });
}

test('another seed, another digest', (t) => {
  for (const [name, digests] of Object.entries(recorded)) {
    t.deepEqual(Object.keys(digests), SEEDS.map(String), name);
    t.is(new Set(Object.values(digests)).size, SEEDS.length, name);
  }
});
