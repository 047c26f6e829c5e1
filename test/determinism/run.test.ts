import test from 'ava';
import { play } from '../../src/cli/run/play.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { auditedRecorder } from '../sim/audited-recorder.ts';
import { classicTestcases, digestOf, testcaseNamed } from './digests.ts';
import { sealedRuns } from './sealed-runs.ts';
import { inSealedWorld } from './sealed-world.ts';

/** The texts of the classic logs of a run; the digest covers every event. */
function filesOf(scenario: Scenario): Readonly<Record<string, string>> {
  const files = { dbg: '', stats: '', messages: '', digest: '' };
  const { digest } = play(scenario, {
    dbgLog: (chunk) => {
      files.dbg += chunk;
    },
    statsLog: (chunk) => {
      files.stats += chunk;
    },
    messageCount: (chunk) => {
      files.messages += chunk;
    },
  });
  files.digest = digest.toString();
  return files;
}

for (const name of ['read', 'msgdropsinglefailure']) {
  test(`${name}: two runs of one seed write the same bytes`, (t) => {
    const { build } = testcaseNamed(name);
    const [one, other] = [filesOf(build(4)), filesOf(build(4))];
    t.true((one['dbg']?.length ?? 0) > 1_000);
    for (const [file, text] of Object.entries(one)) t.true(other[file] === text, file);
  });
}

test('who listens to a run changes nothing of it', (t) => {
  const testcase = testcaseNamed('update');
  const { recorder } = auditedRecorder();
  simulate(testcase.build(9), recorder);
  t.is(recorder.digest.toString(), digestOf(testcase, 9));
});

test('a run touches no ambient clock or chance', (t) => {
  t.notThrows(() => classicTestcases.map(sealedRuns));
  const touches: readonly (() => unknown)[] = [
    ...[() => Date.now(), () => Math.random(), () => performance.now()],
    ...[() => new Date(), () => setTimeout(() => {}), () => queueMicrotask(() => {})],
  ];
  for (const touch of touches) t.throws(() => inSealedWorld(touch), { message: /inside the simulation/ });
});

for (const testcase of classicTestcases) {
  test(`${testcase.name}: every one of 20 seeds earns all points`, (t) => {
    const runs = sealedRuns(testcase);
    t.is(runs.length, 20);
    for (const { seed, points } of runs) t.is(points.earned, points.total, `seed ${seed}`);
  });
}
