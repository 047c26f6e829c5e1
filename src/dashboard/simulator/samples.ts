import type { Scenario } from '../../scenario/scenario.ts';
import { Simulation } from '../../sim/simulate.ts';
import { Recorder } from '../../trace/recorder.ts';
import type { Samples } from './ask.ts';

const MOST = 400;

/** Plays a scenario again and counts, every so many ticks, the records of every host. */
export function samplesOf(scenario: Scenario): Samples {
  const { endTick, hosts } = scenario;
  const every = Math.max(1, Math.ceil(endTick / MOST));
  const ticks: number[] = [];
  const records: number[] = [];
  const simulation = new Simulation(scenario, new Recorder());
  const { world } = simulation;
  while (!simulation.isOver) {
    const tick = world.now;
    simulation.playTick();
    if (tick % every !== 0) continue;
    ticks.push(tick);
    for (const { node, state } of world.hosts)
      records.push(node === undefined || state === 'crashed' ? 0 : node.heldKeys().length);
  }
  return { ticks: Int32Array.from(ticks), records: Int32Array.from(records), hosts: hosts.length };
}
