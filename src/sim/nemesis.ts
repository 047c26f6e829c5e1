import type { Key } from '../core/ids.ts';
import { must, unreachable } from '../lib/assert.ts';
import type { Stream } from '../lib/chance.ts';
import { draw, scale } from '../lib/chance.ts';
import type { Act, HostSelector } from '../scenario/act.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Chance } from './chance.ts';
import type { Host } from './host.ts';
import type { World } from './world.ts';

type HurtingAct = Extract<Act, { readonly hosts: HostSelector }>;

type Chosen = { readonly hosts: readonly Host[] } | { readonly unplayable: string };

/** Plays the acts of a scenario. What it draws depends on the seed and the number of the act only. */
export class Nemesis {
  readonly #world: World;
  readonly #recorder: Recorder;
  readonly #chance: Stream;
  /** Whom an act chose, by its number: a later act may mean the same ones. */
  readonly #chosen = new Map<number, readonly Host[]>();

  constructor(world: World, recorder: Recorder, chance: Chance) {
    this.#world = world;
    this.#recorder = recorder;
    this.#chance = chance.openStream('scenario/acts');
  }

  play(act: Act): void {
    const world = this.#world;
    switch (act.kind) {
      case 'set-loss':
        world.network.setLoss(act.loss);
        return this.#recorder.rare({ kind: 'loss-changed', tick: world.now, loss: act.loss });
      case 'install-fault':
        return world.installFault(act.fault, act.of);
      case 'remove-fault':
        return world.removeFault(act.fault);
      case 'heal':
        return world.heal();
      case 'request':
        return this.#request(act);
      case 'steer':
        return this.#steer(act);
      case 'isolate':
      case 'leave':
      case 'dismiss':
      case 'crash':
      case 'restart':
      case 'pause':
      case 'resume':
      case 'slow':
      case 'set-clock':
      case 'set-disk':
        return this.#hurt(act);
      default:
        return unreachable(act);
    }
  }

  #request(act: Extract<Act, { kind: 'request' }>): void {
    const coordinator = act.by === undefined ? this.#anyLive(act.number) : this.#world.host(act.by);
    if (coordinator === undefined) return this.#skip(act.operation.kind, 'no live node is left to ask');
    this.#world.request(coordinator, act.request, act.operation, act.expected);
  }

  #hurt(act: HurtingAct): void {
    const running = act.kind !== 'restart' && act.kind !== 'dismiss';
    const chosen = this.#select(act.hosts, running, act.number);
    if ('unplayable' in chosen) return this.#skip(describe(act.kind, act.hosts), chosen.unplayable);
    this.#chosen.set(act.number, chosen.hosts);
    if (act.kind === 'isolate') return this.#isolate(act, chosen.hosts);
    for (const host of chosen.hosts) this.#hurtOne(act, host);
  }

  #steer({ how, number }: Extract<Act, { kind: 'steer' }>): void {
    const host = this.#anyLive(number);
    const epoch = host?.node?.epoch;
    if (host === undefined || epoch?.target === undefined)
      return this.#skip(`${how} a change`, 'none is pending');
    const of = { epoch: epoch.number };
    this.#world.wish(
      host,
      how === 'cancel' ? { kind: how, ...of } : { kind: 'halt', ...of, halt: how === 'halt' },
    );
  }

  /** One way: what the hosts send is lost, and the others still reach them. */
  #isolate(act: Extract<Act, { kind: 'isolate' }>, hosts: readonly Host[]): void {
    const others = this.#world.hosts.filter((host) => !hosts.includes(host));
    const groups = [hosts, others].map((group) => group.map(({ number }) => number));
    this.#world.installFault(act.fault, { kind: 'partition', groups, oneWay: act.oneWay });
  }

  #hurtOne(act: Exclude<HurtingAct, { kind: 'isolate' }>, host: Host): void {
    const world = this.#world;
    switch (act.kind) {
      case 'crash':
        return world.crash(host);
      case 'restart':
        world.crash(host);
        return world.start(host, act.disk);
      case 'pause':
        return world.pause(host);
      case 'resume':
        return world.resume(host);
      case 'slow':
        host.slowBy = act.byTicks;
        return this.#recorder.rare({
          kind: 'host-slowed',
          tick: world.now,
          node: host.identity,
          byTicks: act.byTicks,
        });
      case 'leave':
        return world.wish(host, { kind: 'leave', node: host.identity });
      case 'dismiss': {
        const other = this.#world.live().find((one) => one !== host);
        if (other === undefined) return this.#skip('dismiss', 'no other node is up');
        return world.wish(other, {
          ...{ kind: 'leave', node: host.identity },
          ...(act.lost === true ? { lost: true } : {}),
        });
      }
      case 'set-clock':
        return world.setClock(host, act.clock);
      case 'set-disk':
        return world.setDisk(host, act.disk);
      default:
        return unreachable(act);
    }
  }

  #skip(act: string, reason: string): void {
    this.#recorder.rare({ kind: 'act-skipped', tick: this.#world.now, act, reason });
  }

  /** @param running whether hosts that are down do not count */
  #select(selector: HostSelector, running: boolean, number: number): Chosen {
    switch (selector.kind) {
      case 'numbers': {
        const meant = selector.numbers.map((n) => this.#world.host(n));
        const started = meant.filter(({ state }) => state !== 'waiting');
        const hosts = started.filter(({ state }) => !running || state !== 'crashed');
        if (hosts.length > 0) return { hosts };
        if (meant.length === 0) return { unplayable: 'the group is too small: nobody to fail' };
        return { unplayable: started.length === 0 ? 'none of them has started' : 'all of them are down' };
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
      case 'chosen-by': {
        const hosts = this.#chosen.get(selector.act);
        return hosts === undefined ? { unplayable: 'nobody was chosen before' } : { hosts };
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
    return observer === undefined ? [] : observer.replicasOf(key).map((id) => this.#world.hostOf(id));
  }

  #anyLive(number: number): Host | undefined {
    const live = this.#world.live();
    if (live.length === 0) return undefined;
    return must(live[scale(draw(this.#chance, number, 0, 0, 0), live.length)], 'a live host');
  }
}

const PLACES = ['PRIMARY', 'SECONDARY', 'TERTIARY'];

function describe(kind: string, selector: HostSelector): string {
  const verb = kind === 'crash' ? 'fail' : kind;
  switch (selector.kind) {
    case 'numbers':
      return `${verb} nodes`;
    case 'replicas':
      return `${verb} ${selector.ranks.map((rank) => PLACES[rank] ?? `replica ${rank + 1}`).join(' and ')} of ${selector.key}`;
    case 'bystander':
      return `${verb} a node that is no replica of ${selector.key}`;
    case 'chosen-by':
      return `${verb} those chosen before`;
  }
}
