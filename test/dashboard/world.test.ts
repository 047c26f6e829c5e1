import test from 'ava';
import { Reel } from '../../src/dashboard/world/reel.ts';
import type { WorldState } from '../../src/dashboard/world/world-state.ts';
import { Simulation } from '../../src/sim/simulate.ts';
import { Recorder } from '../../src/trace/recorder.ts';
import { filmed } from './filmed.ts';

function membersOf(state: WorldState, rows: Reel['rows'], id: number): readonly number[] {
  const row = rows.rowOf(id);
  return rows.ids.filter((_, about) => state.opinions[row * rows.count + about] !== 0);
}

for (const file of ['read.conf', 'msgdropsinglefailure.conf']) {
  test(`the world folded from the events of ${file} is, at each tick, what its nodes believe`, (t) => {
    const { film, scenario } = filmed(file);
    const reel = new Reel(film);
    const recorder = new Recorder();
    const simulation = new Simulation(scenario, recorder);
    while (!simulation.isOver) {
      simulation.playTick();
      if (simulation.world.now % 9 !== 0) continue;
      const state = reel.at(recorder.digest.events);
      for (const { identity, node, state: life } of simulation.world.hosts) {
        if (state.lives[reel.rows.rowOf(identity)] !== life) t.fail(`${identity} is ${life}`);
        if (node === undefined || life !== 'up') continue;
        if (`${membersOf(state, reel.rows, identity)}` !== `${[...node.members()]}`)
          t.fail(`tick ${simulation.world.now}: n${identity}`);
      }
    }
    t.is(recorder.digest.events, film.log.length);
  });
}

test('owners of the agreed ring are folded from its epochs, through joins, crashes and lost disks', (t) => {
  const { film, scenario } = filmed('ring/several-join-at-once.yaml', undefined);
  const reel = new Reel(film);
  const recorder = new Recorder();
  const simulation = new Simulation({ ...scenario, expectations: [] }, recorder);
  while (!simulation.isOver) {
    simulation.playTick();
    if (simulation.world.now % 50 !== 0) continue;
    const state = reel.at(recorder.digest.events);
    for (const { identity, node, state: life } of simulation.world.hosts) {
      if (node?.epoch === undefined || life !== 'up') continue;
      const { number } = node.epoch;
      if (state.epochs[reel.rows.rowOf(identity)]?.number !== number) t.fail(`n${identity} is in ${number}`);
    }
  }
  t.pass();
});

test('going back is exact: any number of events gives one world, whichever way one came', (t) => {
  const { film } = filmed('read.conf');
  const forwards = new Reel(film);
  const backwards = new Reel(film);
  const places = Array.from({ length: 40 }, (_, nth) => ((nth * film.log.length) / 39) | 0);
  const ahead = places.map((at) => forwards.at(at));
  const back = [...places]
    .reverse()
    .map((at) => backwards.at(at))
    .reverse();
  t.deepEqual(ahead, back);
  t.true(new Set(ahead.map((state) => `${state.opinions}`)).size > 3);
});
