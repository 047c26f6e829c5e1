import test from 'ava';
import { nodeId } from '../../src/core/ids.ts';
import { judge } from '../../src/explore/judge.ts';
import { judgeRun } from '../../src/explore/judge-run.ts';
import type { Deed, HostSelector } from '../../src/scenario/act.ts';
import type { Expectation } from '../../src/scenario/expectation.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { RareEvent } from '../../src/trace/event.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import type { Drill } from './drills.ts';
import { all, drill } from './drills.ts';

const numbers = (...of: readonly number[]): HostSelector => ({ kind: 'numbers', numbers: of });
const sides = (oneWay: boolean): Deed => ({
  kind: 'install-fault',
  fault: 1,
  of: {
    kind: 'partition',
    groups: [
      [1, 3],
      [2, 4, 5],
    ],
    oneWay,
  },
});
const share = (numerator: number) => ({ numerator, denominator: 10 });
const safe = all(
  'acknowledged-writes',
  'convergence',
  'exact-replicas',
  'ring-agreement',
  'detector-accuracy',
);
const sessions = ['regular', 'monotonic-reads', 'read-your-writes'].map(
  (wanted): Expectation => ({ checker: 'register', wanted }),
);

const drills: readonly { claim: string; of: Drill; also: readonly Expectation[] }[] = [
  { claim: 'a calm run', of: {}, also: sessions },
  {
    claim: 'a crash for good',
    of: { deeds: [{ at: 900, kind: 'crash', hosts: numbers(2) }] },
    also: [...sessions, ...all('detector-completeness', 'minimal-movement')],
  },
  {
    claim: 'a crash until the healing',
    of: { deeds: [{ at: 900, kind: 'crash', hosts: numbers(2) }], heal: 3000 },
    also: [...sessions, ...all('detector-completeness')],
  },
  {
    claim: 'a disk that is lost',
    of: {
      deeds: [
        { at: 900, kind: 'crash', hosts: numbers(2) },
        { at: 1200, kind: 'restart', hosts: numbers(2), disk: { kind: 'lost' } },
      ],
      heal: 3000,
    },
    also: [...sessions, ...all('detector-completeness')],
  },
  {
    claim: 'a short partition',
    of: {
      deeds: [
        { at: 600, ...sides(false) },
        { at: 900, kind: 'remove-fault', fault: 1 },
      ],
      heal: 3000,
    },
    also: sessions,
  },
  {
    claim: 'lost, repeated and late packets',
    of: {
      deeds: [
        { at: 400, kind: 'set-loss', loss: share(1) },
        { at: 400, kind: 'install-fault', fault: 1, of: { kind: 'duplicate', links: {}, ratio: share(2) } },
        {
          at: 400,
          kind: 'install-fault',
          fault: 2,
          of: { kind: 'reorder', links: {}, ratio: share(2), by: 60 },
        },
      ],
      heal: 3000,
    },
    also: sessions,
  },
  {
    claim: 'a node that is paused',
    of: {
      deeds: [
        { at: 900, kind: 'pause', hosts: numbers(4) },
        { at: 1600, kind: 'resume', hosts: numbers(4) },
      ],
      heal: 3000,
    },
    also: sessions,
  },
];
for (const { claim, of, also } of drills) {
  test(`${claim} keeps what it should under ten seeds`, (t) => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const { rows, met } = judgeRun(drill({ ...of, seed, expectations: [...safe, ...also] }));
      t.is(
        met,
        'yes',
        `seed ${seed}: ${rows.filter((row) => !row.met).map((row) => `${row.checker}: ${row.witness?.why ?? row.seen}`)}`,
      );
    }
  });
}

test('keys that are created and deleted do not come back', (t) => {
  const deeds = [{ at: 900, kind: 'crash' as const, hosts: numbers(2) }];
  const expectations = all('no-resurrection', 'acknowledged-writes', 'convergence');
  t.is(judgeRun(drill({ deeds, heal: 3000, workload: { kind: 'churn' }, expectations })).met, 'yes');
});

test('halves that evict each other forget each other’s writes', (t) => {
  const deeds = [
    { at: 900, ...sides(false) },
    { at: 1900, kind: 'remove-fault' as const, fault: 1 },
  ];
  const wanted = ['read-your-writes', 'linearizable'];
  const { rows } = judgeRun(
    drill({
      deeds,
      settings: { agreedRing: 0 },
      heal: 3000,
      expectations: wanted.map((model) => ({ checker: 'register', wanted: model })),
    }),
  );
  t.deepEqual(
    rows.slice(0, 2).map(({ verdict }) => verdict),
    ['broken', 'broken'],
  );
});

test('a run and its recorded events are judged alike', (t) => {
  const scenario = drill({ seed: 3, expectations: safe });
  t.deepEqual(judge(scenario, eventsOf(scenario)), judgeRun(scenario));
});

function eventsOf(scenario: Scenario): readonly RareEvent[] {
  const events: RareEvent[] = [];
  simulate(scenario, new Recorder({ onRareEvent: (event) => events.push(event) }));
  return events;
}

type Tamper = (event: RareEvent, nth: number) => readonly RareEvent[];

const sound = drill({ heal: 3000, expectations: safe });
let recording: readonly RareEvent[] | undefined;

test('a sound recording is found to be sound', (t) => {
  recording ??= eventsOf(sound);
  t.is(judge(sound, recording).met, 'yes');
});

/** What is done to a sound recording, and the checker that must see it. */
const forgeries: readonly { claim: string; tamper: Tamper; seenBy: string }[] = [
  {
    claim: 'an answer given twice',
    tamper: (event) => (event.kind === 'replied' ? [event, event] : [event]),
    seenBy: 'one-outcome',
  },
  {
    claim: 'a write answered as failed',
    tamper: (event) =>
      event.kind === 'replied' && event.outcome.kind === 'ok'
        ? [{ ...event, outcome: { kind: 'failed', reason: 'unavailable' } }]
        : [event],
    seenBy: 'one-outcome',
  },
  {
    claim: 'replicas that did not speak',
    tamper: (event) =>
      event.kind === 'noted' && event.note.kind === 'operation-judged' && event.node < 4 ? [] : [event],
    seenBy: 'quorum-arithmetic',
  },
  {
    claim: 'a counter used twice',
    tamper: (event) =>
      event.kind === 'noted' && 'version' in event.note && event.note.version !== undefined
        ? [{ ...event, note: { ...event.note, version: { ...event.note.version, counter: 7 } } }]
        : [event],
    seenBy: 'unique-versions',
  },
  {
    claim: 'a value from nowhere at the end',
    tamper: (event) =>
      event.kind === 'surveyed'
        ? [{ ...event, records: event.records.map((record) => ({ ...record, value: 'nobody’s' })) }]
        : [event],
    seenBy: 'no-fabricated-value',
  },
  {
    claim: 'records that are gone at the end',
    tamper: (event) => (event.kind === 'surveyed' ? [{ ...event, records: [] }] : [event]),
    seenBy: 'acknowledged-writes',
  },
  {
    claim: 'a copy that is gone at the end',
    tamper: (event) =>
      event.kind === 'surveyed' ? [{ ...event, records: event.records.slice(1) }] : [event],
    seenBy: 'exact-replicas',
  },
  {
    claim: 'a member that one node does not see',
    tamper: (event) =>
      event.kind === 'surveyed' && event.node === 2
        ? [{ ...event, members: event.members.slice(1) }]
        : [event],
    seenBy: 'ring-agreement',
  },
  {
    claim: 'a removal for no reason',
    tamper: (event) =>
      event.kind === 'healed'
        ? [
            event,
            { ...event, kind: 'noted', node: nodeId(1), note: { kind: 'member-removed', member: nodeId(2) } },
          ]
        : [event],
    seenBy: 'detector-accuracy',
  },
];
for (const { claim, tamper, seenBy } of forgeries) {
  test(`a forged recording is found out: ${claim}`, (t) => {
    recording ??= eventsOf(sound);
    const { rows, met } = judge(sound, recording.flatMap(tamper));
    t.is(met, 'no');
    t.is(rows.find(({ checker }) => checker === seenBy)?.verdict, 'broken');
  });
}

test('a write that was said to have failed stays undone, though packets come twice and late', (t) => {
  const deeds: Drill['deeds'] = [
    { at: 300, kind: 'install-fault', fault: 1, of: { kind: 'duplicate', links: {}, ratio: share(5) } },
    {
      ...{ at: 300, kind: 'install-fault', fault: 2 },
      of: { kind: 'latency', links: {}, shape: { kind: 'uniform', min: 1, max: 60 } },
    },
  ];
  const loop = { kind: 'closed', thinkTicks: 5 } as const;
  for (let seed = 1; seed <= 10; seed += 1) {
    const workload = { kind: 'churn', keys: 2, clients: 5, operations: 250, loop } as const;
    const { rows, met } = judgeRun(drill({ deeds, seed, heal: 3000, end: 5000, workload }));
    t.is(met, 'yes', `seed ${seed}: ${rows.map((row) => row.witness?.why ?? '')}`);
  }
});
