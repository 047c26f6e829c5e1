import type { Key } from '../core/ids.ts';
import { must, unreachable } from '../lib/assert.ts';
import type { Stream } from '../lib/chance.ts';
import { draw, openStream, scale } from '../lib/chance.ts';
import type { Act, HostSelector } from '../scenario/act.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Host } from './host.ts';
import type { World } from './world.ts';

type Chosen = { readonly hosts: readonly Host[] } | { readonly unplayable: string };

/** Plays the acts of a scenario. What it draws depends on the seed and the number of the act only. */
export class Nemesis {
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #chance: Stream;

  constructor(world: World, recorder: Recorder, seed: number) {
    this.#world = world;
    this.#recorder = recorder;
    this.#chance = openStream(seed, 'scenario/acts');
  }

  play(act: Act): void {
    switch (act.kind) {
      case 'set-loss':
        this.#world.network.loss.set(act.loss);
        return this.#recorder.rare({ kind: 'loss-changed', tick: this.#world.now, loss: act.loss });
      case 'crash': {
        const chosen = this.#select(act.hosts, act.number);
        if ('unplayable' in chosen) return this.#skip(describeCrash(act.hosts), chosen.unplayable);
        for (const host of chosen.hosts) this.#world.crash(host);
        return;
      }
      case 'request': {
        const coordinator = this.#anyLive(act.number);
        if (coordinator === undefined) return this.#skip(act.operation.kind, 'no live node is left to ask');
        return this.#world.request(coordinator, act.request, act.operation, act.expected);
      }
      default:
        return unreachable(act);
    }
  }

  #skip(act: string, reason: string): void {
    this.#recorder.rare({ kind: 'act-skipped', tick: this.#world.now, act, reason });
  }

  #select(selector: HostSelector, number: number): Chosen {
    switch (selector.kind) {
      case 'numbers': {
        const hosts = selector.numbers.map((n) => this.#world.host(n)).filter((host) => host.state === 'up');
        return hosts.length > 0 ? { hosts } : { unplayable: 'the group is too small: nobody to fail' };
      }
      case 'replicas':
        return this.#replicas(selector.key, selector.ranks, number);
      case 'bystander': {
        const replicas = this.#replicasSeenByAnyone(selector.key, number);
        const idle = this.#world.live().find((host) => host.openRequests === 0 && !replicas.includes(host));
        return idle === undefined
          ? { unplayable: 'every live node is a replica of the key' }
          : { hosts: [idle] };
      }
      default:
        return unreachable(selector);
    }
  }

  #replicas(key: Key, ranks: readonly number[], number: number): Chosen {
    const list = this.#replicasSeenByAnyone(key, number);
    const hosts: Host[] = [];
    for (const rank of ranks) {
      const host = list[rank];
      if (host === undefined) return { unplayable: `the key has only ${list.length} replicas left` };
      hosts.push(host);
    }
    return { hosts };
  }

  #replicasSeenByAnyone(key: Key, number: number): readonly Host[] {
    const observer = this.#anyLive(number)?.node;
    return observer === undefined ? [] : observer.replicasOf(key).map((id) => this.#world.host(id));
  }

  #anyLive(number: number): Host | undefined {
    const live = this.#world.live();
    return live.length === 0
      ? undefined
      : must(live[scale(draw(this.#chance, number, 0, 0, 0), live.length)], 'a live host');
  }
}

const PLACES = ['PRIMARY', 'SECONDARY', 'TERTIARY'];

function describeCrash(selector: HostSelector): string {
  switch (selector.kind) {
    case 'numbers':
      return 'fail nodes';
    case 'replicas':
      return `fail ${selector.ranks.map((rank) => PLACES[rank] ?? `replica ${rank + 1}`).join(' and ')} of ${selector.key}`;
    case 'bystander':
      return `fail a node that is no replica of ${selector.key}`;
  }
}
