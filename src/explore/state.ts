import type { StoredRecord } from '../core/record.ts';
import type { Tick } from '../core/time.ts';
import type { TimerPurpose } from '../core/timer.ts';
import { instanceOf, purposeOf } from '../core/timer.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { simulate } from '../sim/simulate.ts';
import { Recorder } from '../trace/recorder.ts';

/** What a host is and what its node knows at the end of a tick. */
export interface HostState {
  readonly host: number;
  readonly identity: number;
  readonly state: 'waiting' | 'up' | 'paused' | 'crashed';
  /** What the host's clock shows. */
  readonly clock: number;
  /** Members it has not removed, itself included; of a node that crashed, as it was. */
  readonly members: readonly number[];
  /** Durable, by key. */
  readonly records: readonly StoredRecord[];
  /** On the host's clock, the next first. */
  readonly timers: readonly {
    readonly purpose: TimerPurpose;
    readonly instance: number;
    readonly due: number;
  }[];
}

/** Runs a scenario up to the end of a tick and looks at the host that carries, or carried, this node. */
export function stateAt(scenario: Scenario, tick: Tick, node: number): HostState | undefined {
  const world = simulate({ ...scenario, endTick: tick + 1, expectations: [] }, new Recorder());
  const host = world.hosts.find(({ identity, number }) => identity === node || number === node);
  if (host === undefined) return undefined;
  const { number, identity, state, clock, timers } = host;
  const keys = host.node?.heldKeys() ?? [];
  return {
    host: number,
    identity,
    state,
    clock: clock.read(tick),
    members: [...(host.node?.members() ?? [])],
    records: keys.flatMap((key) => host.node?.recordOf(key) ?? []),
    timers: [...timers]
      .flatMap(([timer, { due }]) => {
        const purpose = purposeOf(timer);
        return purpose === undefined ? [] : [{ purpose, instance: instanceOf(timer), due }];
      })
      .sort((a, b) => a.due - b.due || a.instance - b.instance),
  };
}
