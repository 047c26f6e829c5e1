import test from 'ava';
import { recordRun, rowToExplain } from '../../../src/explore/explain/recording.ts';
import type { Story } from '../../../src/explore/explain/story.ts';
import { tellStory } from '../../../src/explore/explain/story.ts';
import { must } from '../../../src/lib/assert.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { drill } from '../drills.ts';
import { staleRead } from './counterexample.ts';

function storyOf(scenario: Scenario): Story {
  const recording = recordRun(scenario);
  const row = must(rowToExplain(recording.judged), 'a broken row');
  return tellStory(recording, row, must(row.witness, 'a witness'));
}

test('the story of a stale read names the three operations and the copy that had not arrived', (t) => {
  const { lines, stage, checker } = storyOf(staleRead());
  const text = lines.map((line) => line.text).join('\n');
  t.is(checker, 'register');
  t.regex(text, /n1 to put k = 'new' \(operation 1\)/);
  t.regex(text, /n1 to read k \(operation 2\)/);
  t.regex(text, /n2 to read k \(operation 3\)/);
  t.regex(
    text,
    /n2 still answers 'old': the copy of 'new' that n1 sent it at tick 650 arrives only at tick 850/,
  );
  t.regex(text, /n1 .*answers the scenario: 'new'/);
  t.regex(text, /n2 .*answers the scenario: 'old'/);
  t.regex(text, /so operation 3, asked after operation 2 had shown 'new'/);
  t.regex(stage.join('\n'), /readWriteBack = 0/);
  t.notRegex(text, /gossip/);
});

test('a story is told in order, and with write-back there is none to tell', (t) => {
  const { lines } = storyOf(staleRead());
  t.deepEqual(
    lines.map(({ at }) => at),
    lines.map(({ at }) => at).sort((a, b) => a - b),
  );
  const sound = recordRun({ ...staleRead(), settings: { readWriteBack: 1 } });
  t.is(rowToExplain(sound.judged), undefined);
});

test('the story of a write that one disk after the other lost tells of the crashes', (t) => {
  const { lines, why } = storyOf(
    drill({
      hosts: 3,
      workload: { operations: 10, keys: 1, clients: 1, reads: { numerator: 0, denominator: 1 } },
      deeds: [1, 2, 3].map((number) => ({
        ...{ at: 2000 + number, kind: 'restart', hosts: { kind: 'numbers', numbers: [number] } },
        disk: { kind: 'lost' },
      })),
      end: 5000,
      expectations: [{ checker: 'acknowledged-writes', wanted: 'holds' }],
    }),
  );
  const text = lines.map((line) => line.text).join('\n');
  t.regex(why, /no live replica holds the key/);
  for (const node of ['n1', 'n2', 'n3'])
    t.regex(text, new RegExp(`${node} crashes\n(.*\n)?${node} comes back with an empty disk`));
  t.regex(text, /at the end no live node holds k0/);
});

test('the story of a wrong removal tells of the last heartbeat that arrived', (t) => {
  const scenario = drill({
    hosts: 3,
    workload: { operations: 1 },
    seed: 3,
    // Nobody suspects that a node whose gossip is only late is down: the settings are too impatient for this network.
    latency: { kind: 'uniform', min: 60, max: 260 },
    settings: { suspectBySending: 0, suspectAfterTicks: 40, removeAfterTicks: 150 } as Scenario['settings'],
    end: 3000,
    expectations: [{ checker: 'detector-accuracy', wanted: 'holds' }],
  });
  const { lines, checker } = storyOf(scenario);
  const text = lines.map((line) => line.text).join('\n');
  t.is(checker, 'detector-accuracy');
  t.regex(text, /the last heartbeat of n\d that reaches n\d/);
  t.regex(text, /n\d removes \(TREMOVE has passed since its newest heartbeat\) n\d/);
});
