import type { Connections } from '../client/connections.ts';
import type { Key } from '../core/ids.ts';
import { tick } from '../core/time.ts';
import { draw, openStream, scale } from '../lib/chance.ts';
import type { Act, HostSelector } from '../scenario/act.ts';
import type { LinkFault } from '../scenario/link-fault.ts';
import { UNREAL } from './links.ts';
import type { Host, Stage } from './stage.ts';

type Chosen = { readonly hosts: readonly Host[] } | { readonly unplayable: string };
type Installing = Extract<Act, { readonly kind: 'install-fault' | 'isolate' }>;
type HurtingAct = Exclude<Extract<Act, { readonly hosts: HostSelector }>, { readonly kind: 'isolate' }>;

const START_MS = 20_000;

const UNPLAYABLE: Partial<Record<Act['kind'], string>> = {
  slow: 'a process cannot be made slow from outside; give its links a latency',
  dismiss: 'operators of real clusters are not played yet',
  steer: 'operators of real clusters are not played yet',
  'set-loss': 'the lossy window of the classic testcases has no counterpart',
};

/** Plays acts on real processes; what it cannot do it says, and goes on. */
export class Nemesis {
  readonly #stage: Stage;
  readonly #connections: Connections;
  readonly #request: (act: Extract<Act, { kind: 'request' }>) => void;
  readonly #stream;
  readonly #chosen = new Map<number, readonly Host[]>();
  readonly #oddClocks = new Set<Host>();
  /** What was done, when it was, and to whom: the acts that a scenario needs to do the same again. */
  readonly played: Act[] = [];

  constructor(
    stage: Stage,
    connections: Connections,
    of: { readonly seed: number; readonly request: (act: Extract<Act, { kind: 'request' }>) => void },
  ) {
    this.#stage = stage;
    this.#connections = connections;
    this.#request = of.request;
    this.#stream = openStream(of.seed, 'torture/acts');
  }

  async play(act: Act): Promise<void> {
    switch (act.kind) {
      case 'install-fault':
        return this.#install(act, act.of);
      case 'remove-fault':
        this.#keep(act);
        this.#stage.links.remove(act.fault);
        this.#stage.reset();
        return this.#stage.tell({ kind: 'fault-removed', tick: this.#now, fault: act.fault });
      case 'isolate': {
        const chosen = await this.#select(act.hosts, act.number);
        if ('unplayable' in chosen) return this.#skip(act, chosen.unplayable);
        this.#chosen.set(act.number, chosen.hosts);
        const others = this.#stage.hosts.filter((host) => !chosen.hosts.includes(host));
        const groups = [chosen.hosts, others].map((group) => group.map(({ number }) => number));
        return this.#install(act, { kind: 'partition', groups, oneWay: act.oneWay });
      }
      case 'request':
        this.#keep(act);
        return this.#request(act);
      case 'heal':
        this.#keep(act);
        return this.#heal();
      default: {
        const reason = unplayable(act);
        if (reason !== undefined || !('hosts' in act))
          return this.#skip(act, reason ?? 'it has no counterpart');
        const chosen = await this.#select(act.hosts, act.number);
        if ('unplayable' in chosen) return this.#skip(act, chosen.unplayable);
        this.#chosen.set(act.number, chosen.hosts);
        this.#keep({ ...act, hosts: { kind: 'numbers', numbers: chosen.hosts.map(({ number }) => number) } });
        await Promise.all(chosen.hosts.map((host) => this.#hurt(act, host)));
      }
    }
  }

  get #now() {
    return tick(this.#stage.now);
  }

  #keep(act: Act): void {
    this.played.push({ ...act, at: this.#now });
  }

  #install({ number: act, fault: number }: Installing, fault: LinkFault): void {
    const reason = UNREAL[fault.kind];
    if (reason !== undefined)
      return this.#stage.tell({ kind: 'act-skipped', tick: this.#now, act: `fault ${fault.kind}`, reason });
    this.#keep({ kind: 'install-fault', at: 0, number: act, fault: number, of: fault });
    const event = { kind: 'fault-installed', tick: this.#now, fault: number, name: fault.kind } as const;
    this.#stage.tell(fault.kind === 'partition' ? { ...event, groups: fault.groups } : event);
    this.#stage.links.install(number, fault);
    // A network that drops packets, or one that says that nobody is there: both are common.
    if (fault.kind === 'partition' && scale(draw(this.#stream, number, 0, 0, 0), 2) === 1)
      this.#stage.reset();
  }

  async #hurt(act: HurtingAct, host: Host): Promise<void> {
    const stage = this.#stage;
    // A simulated host starts within a tick; a process that is not there yet is hurt when it is.
    await Promise.race([host.process?.listening, patience()]);
    switch (act.kind) {
      case 'crash':
        return stage.crash(host);
      case 'restart':
        await stage.crash(host);
        if (act.disk.kind === 'lost') stage.loseDisk(host);
        return stage.start(host);
      case 'pause':
        return stage.pause(host);
      case 'resume':
        return stage.resume(host);
      case 'set-clock':
        stage.tell({ kind: 'clock-changed', tick: this.#now, node: host.identity, fault: act.clock.kind });
        this.#oddClocks.add(host);
        return host.process?.tell({ kind: 'hurt-clock', clock: act.clock });
      case 'set-disk':
        stage.tell({ kind: 'disk-changed', tick: this.#now, node: host.identity, fault: act.disk.kind });
        return host.process?.tell({ kind: 'hurt-disk', disk: act.disk });
      case 'leave':
        host.process?.allowToEnd();
        await this.#ask(host, 'POST', '/cluster/leave');
        return;
      default:
        return;
    }
  }

  #heal(): void {
    const stage = this.#stage;
    stage.tell({ kind: 'healed', tick: this.#now });
    stage.links.clear();
    stage.reset();
    for (const host of stage.hosts) {
      host.process?.tell({ kind: 'hurt-clock', clock: { kind: 'sound' } });
      host.process?.tell({ kind: 'hurt-disk', disk: { kind: 'sound' } });
      if (this.#oddClocks.delete(host))
        stage.tell({ kind: 'clock-changed', tick: this.#now, node: host.identity, fault: 'sound' });
      stage.resume(host);
      if (host.state === 'crashed') stage.start(host);
    }
  }

  #skip(act: Act, reason: string): void {
    this.#stage.tell({ kind: 'act-skipped', tick: this.#now, act: act.kind, reason });
  }

  async #select(selector: HostSelector, number: number): Promise<Chosen> {
    const { hosts } = this.#stage;
    switch (selector.kind) {
      case 'numbers': {
        const started = selector.numbers
          .map((n) => this.#stage.host(n))
          .filter(({ state }) => state !== 'waiting');
        return started.length === 0 ? { unplayable: 'none of them has started' } : { hosts: started };
      }
      case 'chosen-by': {
        const chosen = this.#chosen.get(selector.act);
        return chosen === undefined ? { unplayable: 'nobody was chosen before' } : { hosts: chosen };
      }
      case 'replicas': {
        const list = await this.#replicasOf(selector.key, number);
        const meant = selector.ranks.flatMap((rank) => list[rank] ?? []);
        return meant.length === selector.ranks.length
          ? { hosts: meant }
          : { unplayable: `the key has only ${list.length} replicas left` };
      }
      case 'bystander': {
        const replicas = await this.#replicasOf(selector.key, number);
        const idle = hosts.find((host) => host.state === 'up' && !replicas.includes(host));
        return idle === undefined
          ? { unplayable: 'every live node is a replica of the key' }
          : { hosts: [idle] };
      }
    }
  }

  async #replicasOf(key: Key, number: number): Promise<readonly Host[]> {
    const live = this.#stage.hosts.filter(({ state }) => state === 'up');
    const host = live[scale(draw(this.#stream, number, 1, 0, 0), live.length)];
    const body =
      host === undefined ? undefined : await this.#ask(host, 'GET', `/partition/${encodeURIComponent(key)}`);
    const told =
      typeof body === 'object' && body !== null && 'replica_node_ids' in body ? body.replica_node_ids : [];
    return Array.isArray(told) ? told.map((id: unknown) => this.#stage.hostOf(Number(id))) : [];
  }

  async #ask(host: Host, method: string, path: string): Promise<unknown> {
    const sent = await this.#connections.send({
      ...{ method, path, address: host.address, headers: {}, body: undefined },
      deadline: performance.now() + 1_000,
    });
    return sent.kind === 'answered' ? sent.answer.body : undefined;
  }
}

/** Who takes longer to start is hurt while it does. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, START_MS).unref());
}

function unplayable(act: Act): string | undefined {
  if (act.kind === 'restart' && act.disk.kind === 'swapped')
    return 'disks of real nodes are locked by their owners';
  if (act.kind === 'set-disk' && (act.disk.kind === 'torn' || act.disk.kind === 'rot'))
    return 'what the system has taken is whole after a kill';
  return UNPLAYABLE[act.kind];
}
