import test from 'ava';
import { recordRun, rowToExplain } from '../../../src/explore/explain/recording.ts';
import type { Story } from '../../../src/explore/explain/story.ts';
import { tellStory } from '../../../src/explore/explain/story.ts';
import { must } from '../../../src/lib/assert.ts';
import { readScenarioFile } from '../../../src/scenario/file/read.ts';
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

/** What the story of a scenario file says, a line each. */
function toldOf(yaml: string): string {
  return storyOf(readScenarioFile(yaml, 'a.yaml').build())
    .lines.map(({ text }) => text)
    .join('\n');
}

test('a story says on disk only of what was waited for', (t) => {
  const text = toldOf(`title: Acknowledged too early
cluster: { nodes: 3 }
settings: { acknowledgeDurable: off }
faults:
  - { at: 400, disk: { host: all, slow: 20 }, until: 600 }
  - { at: 500, operation: { put: k, value: new, by: n1 } }
  - { at: 510, crash: all, until: 530 }
heal: 700
converge: 300
expect: { acknowledged-writes: holds }
`);
  t.regex(text, /n1, n\d and n\d acknowledge 'new' without waiting for the disk to have it/);
  t.notRegex(text, /on disk/);
});

test('a story tells promises from what is accepted, under which ballot, and who refuses because of a higher one', (t) => {
  const text = toldOf(`title: A promise is forgotten
cluster: { nodes: 3, consistency: cas }
settings: { agreedRing: off, vouchForWhole: off, ballotPatienceTicks: 1000, operationTimeoutTicks: 2000 }
network: { latency: { min: 1, max: 3 } }
faults:
  - { at: 500, operation: { cas: k, from: null, value: mine, by: n1 } }
  - { at: 501, latency: { min: 100, max: 100 }, from: n1, to: [n2, n3], until: 555 }
  - { at: 520, operation: { cas: k, from: null, value: yours, by: n3 } }
  - { at: 560, disk: { host: n2, rot: 1 } }
  - { at: 561, crash: n2, until: 565 }
heal: 1000
converge: 700
expect: { register: linearizable }
`);
  t.regex(text, /n1 asks the replicas .* to promise ballot 500@n1\.1/);
  t.regex(text, /n1, n2 and n3 promise ballot 500@n1\.1, holding no value/);
  t.regex(text, /n1 asks the replicas to accept 'mine' under ballot 500@n1\.1/);
  t.regex(text, /n3 refuses 'mine': it has promised, or holds, the higher 520@n3\.1/);
  t.regex(text, /n1 has the word of itself and n2 and answers the scenario: 'mine' ok/);
  t.notRegex(text, /sends it to the replicas/);
});

test('a story tells of the members whose removal changed the replicas', (t) => {
  const text = toldOf(`title: Whoever is away stays a replica
cluster: { nodes: 5 }
settings: { agreedRing: off, antiEntropyIntervalTicks: 0 }
faults:
  - { at: 450, operation: { put: k, value: old, by: n1 } }
  - { at: 470, loss: 100%, to: n2, until: 515 }
  - { at: 475, operation: { put: k, value: new, by: n1 } }
  - { at: 520, crash: [n1, n3] }
  - { at: 1000, operation: { read: k, by: n2 } }
heal: 1200
converge: 1000
expect: { register: linearizable }
`);
  for (const node of ['n1', 'n3'])
    t.true(text.includes(`n2 removes ${node} from the members, so it is no replica of k any more`), text);
});
