import test from 'ava';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';

const CRASH = 20_000;

/** For each survivor, how long after the crash it last began to suspect, and removed; and who else was removed. */
function watch(nodes: number, profile: string, faster: number, detector = 'heartbeat') {
  const at = CRASH / faster;
  const text = `title: t\nprofile: ${profile}\nsettings: { detector: ${detector}, antiEntropyIntervalTicks: 0 }\ncluster: { nodes: ${nodes} }\nnetwork: { latency: { min: 1, max: 2 } }
faults: [{ at: ${at}, crash: n2 }]\nend: ${at + 9_000 / faster}\n`;
  const suspected = new Map<number, number>();
  const removed = new Map<number, number>();
  const wrongly: number[] = [];
  const recorder = new Recorder({
    onEvent: (event) => {
      if (event.kind !== 'noted') return;
      const { note } = event;
      if (note.kind === 'member-removed' && note.member !== 2) wrongly.push(note.member);
      if (event.tick < at || !('member' in note) || note.member !== 2) return;
      if (note.kind === 'member-suspected') suspected.set(event.node, event.tick - at);
      if (note.kind === 'member-removed') removed.set(event.node, event.tick - at);
    },
  });
  simulate(readScenarioFile(text, 'lan.yaml').build(1), recorder);
  return { suspected: [...suspected.values()], removed: [...removed.values()], wrongly };
}

for (const [detector, nodes] of [
  ['heartbeat', 3],
  ['heartbeat', 10],
  ['heartbeat', 100],
  ['swim', 3],
  ['swim', 10],
  ['swim', 100],
] as const) {
  test(`${detector} at lan: a lost node is suspected by all others of ${nodes} within 3 s, and down within 8 s; nobody else is`, (t) => {
    const { suspected, removed, wrongly } = watch(nodes, 'lan', 1, detector);
    t.is(suspected.length, nodes - 1);
    t.is(removed.length, nodes - 1);
    t.true(Math.max(...suspected) <= 3_000, `${Math.max(...suspected)}`);
    t.true(Math.max(...removed) <= 8_000, `${Math.max(...removed)}`);
    t.deepEqual(wrongly, []);
  });
}

test('a drill is the same, twenty times faster', (t) => {
  const { removed, wrongly } = watch(10, 'drill', 20);
  t.is(removed.length, 9);
  t.true(Math.max(...removed) <= 400, `${Math.max(...removed)}`);
  t.deepEqual(wrongly, []);
});
