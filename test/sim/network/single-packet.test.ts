import test from 'ava';
import { readScenarioFile } from '../../../src/scenario/file/read.ts';
import { formatScenario } from '../../../src/scenario/format/format.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { TraceEvent } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';

/** Node 2 asks nodes 1 and 3 at tick 400; what befalls its packet to node 3 is up to the test. */
const scenarioWith = (fate: string) => `
title: one packet
cluster: { nodes: 3 }
network: { latency: 3 }
faults:
  ${fate}
  - { at: 410, operation: { put: k, value: v, by: n2 } }
end: 470
`;

type Ending = Extract<TraceEvent, { kind: 'received' | 'dropped' }>;

function journeys(fate: string): readonly Ending[] {
  const events: TraceEvent[] = [];
  const scenario = readScenarioFile(scenarioWith(fate), 'one.yaml').build();
  simulate(scenario, new Recorder({ onEvent: (event) => events.push(event) }));
  return events.flatMap((event) =>
    (event.kind === 'received' || event.kind === 'dropped') && event.message.kind === 'replicate'
      ? [event]
      : [],
  );
}

const toThree = (fate: string) =>
  journeys(fate).flatMap((event) =>
    event.node === 3 || ('to' in event && event.to === 3) ? [`${event.kind} at ${event.tick}`] : [],
  );

const entry = (befalls: string) => `- { at: 409, packet: { from: n2, to: n3, sent: 410, ${befalls} } }`;

const cases: readonly (readonly [title: string, fate: string, seen: readonly string[]])[] = [
  ['nothing befalls a packet that is not named', '', ['received at 413']],
  ['a named packet is lost', entry('lost: true'), ['dropped at 410']],
  ['a named packet is late', entry('late: 7'), ['received at 420']],
  ['a named packet arrives twice', entry('twice: true'), ['received at 413', 'received at 413']],
  ['a second packet of the link and tick is not the first', entry('nth: 2, lost: true'), ['received at 413']],
];

for (const [title, fate, seen] of cases) {
  test(title, (t) => {
    t.deepEqual(toThree(fate), seen);
  });
}

test('only the named link is touched', (t) => {
  const others = journeys(entry('lost: true')).filter(({ kind }) => kind === 'received');
  t.deepEqual(
    others.map(({ tick }) => tick),
    [413],
  );
});

test('named packets are written as they are read', (t) => {
  for (const [, fate] of cases) {
    const scenario = readScenarioFile(scenarioWith(fate), 'one.yaml').build();
    t.deepEqual(readScenarioFile(formatScenario(scenario), 'again.yaml').build(), scenario);
  }
});
