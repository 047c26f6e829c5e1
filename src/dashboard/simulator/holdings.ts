import type { Key } from '../../core/ids.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Simulation } from '../../sim/simulate.ts';
import { Recorder } from '../../trace/recorder.ts';
import { versionName } from '../../trace/words/name.ts';
import type { Holding } from './ask.ts';

/** Plays a scenario again and looks, after each tick, at what every host holds of a key: what changed, in order. */
export function holdingsOf(scenario: Scenario, key: string): readonly Holding[] {
  const simulation = new Simulation(scenario, new Recorder());
  const { world } = simulation;
  const last = new Map<number, unknown>();
  const found: Holding[] = [];
  while (!simulation.isOver) {
    const tick = world.now;
    simulation.playTick();
    for (const { node, identity } of world.hosts) {
      const record = node?.recordOf(key as Key);
      if (last.get(identity) === record) continue;
      last.set(identity, record);
      const version = record === undefined ? '' : versionName(record.version);
      found.push({ tick, node: identity, version, value: record?.value ?? null });
    }
  }
  return found;
}
