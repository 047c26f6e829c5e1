import test from 'ava';
import type { Key } from '../../../src/core/ids.ts';
import { findOdds, steepestRise } from '../../../src/explore/explain/futures.ts';
import { recordRun, rowToExplain } from '../../../src/explore/explain/recording.ts';
import { must } from '../../../src/lib/assert.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import { drill } from '../drills.ts';

const K = 'k' as Key;

/** One write in a network that loses every second packet for three ticks around it; the other nodes keep no copy of it if all are lost. */
function unlucky(seed: number): Scenario {
  const links = { from: [1] };
  const { workload: _, ...scenario } = drill({
    seed,
    hosts: 3,
    end: 1200,
    latency: { kind: 'uniform', min: 1, max: 2 },
    settings: { antiEntropyIntervalTicks: 0 } as Scenario['settings'],
    deeds: [
      {
        at: 609,
        kind: 'install-fault',
        fault: 0,
        of: { kind: 'loss', links, ratio: { numerator: 1, denominator: 4 } },
      },
      {
        at: 610,
        kind: 'request',
        request: 0,
        by: 1,
        operation: { kind: 'put', key: K, value: 'v' },
        expected: 'v',
      },
      { at: 612, kind: 'remove-fault', fault: 0 },
    ],
    expectations: [{ checker: 'convergence', wanted: 'holds' }],
  });
  return { ...scenario, workload: undefined };
}

function firstUnlucky(): Scenario {
  for (let seed = 1; seed < 200; seed += 1) {
    const { rows } = recordRun(unlucky(seed)).judged;
    if (rows.some(({ checker, witness }) => checker === 'convergence' && witness?.kind === 'a missing copy'))
      return unlucky(seed);
  }
  throw new Error('all are lucky');
}

test('a planted failure is unlikely before its cause, certain after it, and rises most there', (t) => {
  const scenario = firstUnlucky();
  const { judged, digest } = recordRun(scenario);
  const row = must(rowToExplain(judged), 'a broken row');
  const plan = { futures: 12, until: 1199 };
  const odds = findOdds(scenario, row, plan);
  const rise = must(steepestRise(odds), 'a rise');
  t.true((odds[0]?.failed ?? 12) < 9);
  t.is(odds[odds.length - 1]?.failed, 12);
  t.deepEqual([rise.from, rise.to], [610, 611]);
  t.is(rise.after.failed, 12);
  t.deepEqual(findOdds(scenario, row, plan), odds);
  t.is(recordRun(scenario).digest, digest);
});

function digestsOf(scenario: Scenario): readonly string[] {
  const digests: string[] = [];
  const recorder: Recorder = new Recorder({
    onEvent: ({ tick }) => {
      digests[tick] = `${recorder.digest}`;
    },
  });
  simulate(scenario, recorder);
  return digests;
}

test('a future has the past of the run and another course from its first tick on', (t) => {
  const scenario = drill({ end: 1500 });
  const plain = digestsOf(scenario);
  const [one, two] = [1, 2].map((number) => digestsOf({ ...scenario, future: { from: 700, number } }));
  t.deepEqual(one?.slice(0, 700), plain.slice(0, 700));
  t.not(one?.[1000], plain[1000]);
  t.not(one?.[1000], two?.[1000]);
  t.deepEqual(digestsOf({ ...scenario, future: { from: 700, number: 1 } }), one);
});

test('a future from the first tick on is a run of its own, and one from the last on is the run itself', (t) => {
  const scenario = drill({ end: 900 });
  const plain = digestsOf(scenario);
  t.not(digestsOf({ ...scenario, future: { from: 0, number: 1 } })[899], plain[899]);
  t.deepEqual(digestsOf({ ...scenario, future: { from: 900, number: 1 } }), plain);
});
