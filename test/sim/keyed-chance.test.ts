import test from 'ava';
import { key } from '../../src/core/ids.ts';
import { ratio } from '../../src/lib/ratio.ts';
import { buildClassic } from '../../src/scenario/classic/build.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEvent } from '../../src/trace/event.ts';
import { auditedRecorder } from './audited-recorder.ts';
import type { Draft } from './plain-scenario.ts';
import { plainScenario, testcaseWith } from './plain-scenario.ts';

function run(scenario: Scenario): readonly TraceEvent[] {
  const { recorder, events } = auditedRecorder();
  simulate(scenario, recorder);
  return events;
}

/** What became of each packet: `from>to@tick` → true for each that was lost, in order of sending. */
function lossesByLink(events: readonly TraceEvent[]): ReadonlyMap<string, readonly boolean[]> {
  const found = new Map<string, boolean[]>();
  for (const event of events) {
    if (event.kind !== 'sent' && !(event.kind === 'dropped' && event.reason === 'loss')) continue;
    const name = `${event.node}>${event.to}@${event.tick}`;
    const fates = found.get(name) ?? [];
    found.set(name, fates);
    if (event.kind === 'sent') fates.push(false);
    else fates[fates.length - 1] = true;
  }
  return found;
}

const LOSSY = { seed: 11 };
const LOSS: Draft = { kind: 'set-loss', at: 0, loss: ratio(1, 5) };
const read = (at: number, request: number): Draft => {
  return { kind: 'request', at, request, operation: { kind: 'read', key: key('k') }, expected: null };
};

test('an operation more changes no fate on the links that it does not use', (t) => {
  const without = lossesByLink(run(plainScenario(8, [LOSS, read(40, 0)], LOSSY)));
  const added = run(plainScenario(8, [LOSS, read(40, 0), read(60, 1)], LOSSY));
  const beside = lossesByLink(added);
  const changed = [...without].filter(([name, fates]) => beside.get(name)?.join() !== fates.join());
  // Only links that carry a packet of the new operation may differ, and only by having more packets.
  const touched = new Set<string>();
  for (const event of added)
    if (event.kind === 'sent' && event.tick >= 60 && !/gossip|join/.test(event.message.kind))
      touched.add(`${event.node}>${event.to}@${event.tick}`);
  t.true(touched.size > 0 && without.size > 1_000);
  t.deepEqual(
    changed.map(([name]) => name).filter((name) => !touched.has(name)),
    [],
  );
});

test('a node more changes no fate of a packet that is sent in both worlds', (t) => {
  const small = lossesByLink(run(plainScenario(6, [LOSS], LOSSY)));
  const large = lossesByLink(run(plainScenario(7, [LOSS], LOSSY)));
  const both = [...small].filter(([name, fates]) => large.get(name)?.length === fates.length);
  t.true(both.length > 300, `${both.length} packets in common`);
  t.deepEqual(
    both.filter(([name, fates]) => large.get(name)?.join() !== fates.join()),
    [],
  );
});

test('leaving one act out leaves the draws of the others as they were', (t) => {
  const scenario = buildClassic(testcaseWith({ crud: 'create' }), 5);
  const coordinators = (acts: Scenario['acts']) => {
    const asked = run({ ...scenario, acts, endTick: 120 }).filter((event) => event.kind === 'requested');
    return new Map(asked.map(({ request, node }) => [Number(request), Number(node)]));
  };
  const all = coordinators(scenario.acts);
  t.true(new Set(all.values()).size > 5, 'any node may be asked');
  const fewer = coordinators(scenario.acts.filter(({ number }) => number % 3 !== 0));
  t.is(fewer.size, 66);
  for (const [request, node] of fewer) t.is(all.get(request), node);
});
