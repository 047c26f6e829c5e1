import { nodeId } from '../core/ids.ts';
import { tick } from '../core/time.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { SurveyedRecord } from '../trace/event.ts';
import type { Recorder } from '../trace/recorder.ts';
import { Nemesis } from './nemesis.ts';
import { World } from './world.ts';

/** Asks every live node, at the end, what it holds and believes. */
function survey(world: World, recorder: Recorder): void {
  for (const { node, identity } of world.live()) {
    if (node === undefined || (node.hasLeft && node.heldKeys().length === 0)) continue;
    const records: SurveyedRecord[] = [];
    for (const key of node.heldKeys()) {
      const record = node.recordOf(key);
      if (record !== undefined) records.push({ replicas: node.replicasOf(key), ...record });
    }
    const members = [...node.members()];
    recorder.rare({ kind: 'surveyed', tick: world.now, node: identity, members, records });
  }
}

/**
 * Runs a scenario from its first tick to its end; what happened is in the recorder.
 *
 * Within a tick: deliveries and the nodes' own steps, in the order in which they were caused; then nodes that start;
 * then the acts of the scenario. What these make due at once is done before the next tick.
 */
export function simulate(scenario: Scenario, recorder: Recorder): World {
  const world = new World(scenario, recorder);
  const nemesis = new Nemesis(world, recorder, world.chance);
  for (const { number } of scenario.hosts)
    recorder.rare({ kind: 'host-created', tick: tick(0), node: nodeId(number) });
  const starts = [...scenario.hosts].sort((a, b) => a.startTick - b.startTick || a.number - b.number);
  let started = 0;
  let played = 0;
  while (world.now < scenario.endTick) {
    world.settle();
    for (
      let next = starts[started];
      next !== undefined && next.startTick === world.now;
      next = starts[started]
    ) {
      world.start(world.host(next.number));
      started += 1;
    }
    for (
      let act = scenario.acts[played];
      act !== undefined && act.at === world.now;
      act = scenario.acts[played]
    ) {
      nemesis.play(act);
      played += 1;
    }
    world.settle();
    world.advance();
  }
  if (scenario.expectations.length > 0) survey(world, recorder);
  return world;
}
