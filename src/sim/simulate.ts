import { nodeId } from '../core/ids.ts';
import { tick } from '../core/time.ts';
import type { HostPlan, Scenario } from '../scenario/scenario.ts';
import type { SurveyedRecord } from '../trace/event.ts';
import type { Recorder } from '../trace/recorder.ts';
import { Nemesis } from './nemesis.ts';
import { World } from './world.ts';

/** Asks every live node, at the end, what it holds and believes. */
export function survey(world: World, recorder: Recorder): void {
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
 * One run of a scenario, tick by tick; what happened is in the recorder.
 *
 * Within a tick: deliveries and the nodes' own steps, in the order in which they were caused; then nodes that start;
 * then the acts of the scenario. What these make due at once is done before the next tick.
 */
export class Simulation {
  readonly world: World;
  readonly #scenario: Scenario;
  readonly #nemesis: Nemesis;
  readonly #starts: readonly HostPlan[];
  #started = 0;
  #played = 0;

  constructor(scenario: Scenario, recorder: Recorder) {
    this.#scenario = scenario;
    this.world = new World(scenario, recorder);
    this.#nemesis = new Nemesis(this.world, recorder, this.world.chance);
    for (const { number } of scenario.hosts)
      recorder.rare({ kind: 'host-created', tick: tick(0), node: nodeId(number) });
    this.#starts = [...scenario.hosts].sort((a, b) => a.startTick - b.startTick || a.number - b.number);
  }

  /** Whether every tick was played. */
  get isOver(): boolean {
    return this.world.now >= this.#scenario.endTick;
  }

  /** Plays the present tick to its end, and goes on to the next. */
  playTick(): void {
    const { world } = this;
    const { acts } = this.#scenario;
    world.settle();
    for (
      let next = this.#starts[this.#started];
      next !== undefined && next.startTick === world.now;
      next = this.#starts[this.#started]
    ) {
      world.start(world.host(next.number));
      this.#started += 1;
    }
    for (let act = acts[this.#played]; act !== undefined && act.at === world.now; act = acts[this.#played]) {
      this.#nemesis.play(act);
      this.#played += 1;
    }
    world.settle();
    world.advance();
  }
}

/** Runs a scenario from its first tick to its end. */
export function simulate(scenario: Scenario, recorder: Recorder): World {
  const simulation = new Simulation(scenario, recorder);
  while (!simulation.isOver) simulation.playTick();
  if (scenario.expectations.length > 0) survey(simulation.world, recorder);
  return simulation.world;
}
