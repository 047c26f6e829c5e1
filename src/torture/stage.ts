import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connections } from '../client/connections.ts';
import type { NodeId } from '../core/ids.ts';
import { nodeId } from '../core/ids.ts';
import { tick } from '../core/time.ts';
import { must } from '../lib/assert.ts';
import { openStream } from '../lib/chance.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { RareEvent } from '../trace/event.ts';
import { freePorts } from './free-ports.ts';
import { LinkProxy } from './link-proxy.ts';
import { Links } from './links.ts';
import { microsNow } from './micros.ts';
import { NodeProcess } from './node-process.ts';

/** One life of a node, as its flight record tells it later. */
export interface Life {
  readonly host: number;
  readonly node: NodeId;
  readonly flight: string;
  /** Whether it was alive when the torture was over. */
  isLast: boolean;
}

/** A place where a node lives, life after life. */
export interface Host {
  readonly number: number;
  readonly port: number;
  /** host:port, for clients; peers come through proxies. */
  readonly address: string;
  state: 'waiting' | 'up' | 'paused' | 'crashed' | 'left';
  identity: NodeId;
  boots: number;
  /** Identities that it had. */
  disks: number;
  process: NodeProcess | undefined;
  openRequests: number;
}

export interface StageOptions {
  readonly scenario: Scenario;
  /** Data, logs and flight records of all nodes. */
  readonly folder: string;
  readonly program: string;
  readonly storage: string;
  /** @param at microseconds since 1970 */
  readonly hear: (event: RareEvent, at: number) => void;
}

/** Lives of one host, and requests of one life, that their numbers are kept apart for. */
const LIVES = 1_024;
const REQUESTS = 2 ** 24;
const READY_MS = 60_000;
const LOOK_MS = 50;
const ANSWER_MS = 2_000;

/** All processes of a torture run, and the links between them. */
export class Stage {
  readonly hosts: readonly Host[];
  readonly lives: Life[] = [];
  readonly links: Links;
  /** Nodes that ended though nobody wanted them to. */
  readonly deaths: string[] = [];
  readonly #options: StageOptions;
  readonly #proxies = new Map<string, { readonly port: number; readonly proxy: LinkProxy }>();
  #zero = 0;
  #last = 0;
  #over = false;

  private constructor(options: StageOptions, ports: readonly number[]) {
    const { scenario } = options;
    this.#options = options;
    this.links = new Links(scenario.network.latency, openStream(scenario.seed, 'torture/links'));
    this.hosts = scenario.hosts.map(({ number }, index) => {
      const port = must(ports[index], 'a port');
      return {
        ...{ number, port, address: `127.0.0.1:${port}`, state: 'waiting', identity: nodeId(number) },
        ...{ boots: 0, disks: 1, process: undefined, openRequests: 0 },
      };
    });
    let next = this.hosts.length;
    for (const from of this.hosts)
      for (const to of this.hosts) {
        if (from === to) continue;
        this.#proxies.set(`${from.number} ${to.number}`, {
          port: must(ports[next], 'a port'),
          proxy: new LinkProxy(from.number, to, this.links),
        });
        next += 1;
      }
  }

  /** @throws TortureError where the machine has no ports for it */
  static async open(options: StageOptions): Promise<Stage> {
    const { length } = options.scenario.hosts;
    const stage = new Stage(options, await freePorts(length * length));
    rmSync(options.folder, { recursive: true, force: true });
    mkdirSync(options.folder, { recursive: true });
    await Promise.all([...stage.#proxies.values()].map(({ port, proxy }) => proxy.listen(port)));
    return stage;
  }

  /** The moment that all ticks count from; until then it is tick 0. Unit: microseconds since 1970. */
  get zero(): number {
    return this.#zero;
  }

  /** Ticks begin to count. */
  begin(): void {
    this.#zero = microsNow();
  }

  get now(): number {
    return this.#zero === 0 ? 0 : Math.floor((microsNow() - this.#zero) / 1_000);
  }

  host(number: number): Host {
    return must(this.hosts[number - 1], `host ${number}`);
  }

  hostOf(identity: number): Host {
    return this.host(((identity - 1) % this.hosts.length) + 1);
  }

  tell(event: RareEvent): void {
    // One moment for each event: what was before what is the one thing that must never be guessed.
    this.#last = Math.max(this.#last + 1, microsNow());
    this.#options.hear(event, this.#last);
  }

  start(host: Host): void {
    const { folder, scenario, program, storage } = this.#options;
    host.boots += 1;
    host.state = 'up';
    const name = `n${host.number}`;
    const flight = join(folder, `${name}.${host.boots}.rec`);
    const others = this.hosts.filter((other) => other !== host);
    const joins = host.number === 1 && host.disks === 1 ? [] : others.filter(({ boots }) => boots > 0);
    const drill = {
      routes: Object.fromEntries(others.map((to) => [to.address, `127.0.0.1:${this.#proxy(host, to).port}`])),
      settings: scenario.settings,
      firstRequest: (host.number * LIVES + host.boots) * REQUESTS,
    };
    const { replicas = Math.min(3, this.hosts.length) } = scenario.settings;
    host.process = new NodeProcess({
      program,
      flags: [
        ...['--listen', host.address, '--data', join(folder, name), '--storage', storage],
        ...['--node', String(host.identity), '--flight', flight, '--flight-megabytes', '1000000'],
        ...(joins.length === 0
          ? ['--replicas', String(replicas)]
          : ['--join', joins.map(({ address }) => address).join(',')]),
      ],
      environment: { ORRERY_DRILL: JSON.stringify(drill) },
      log: join(folder, `${name}.log`),
    });
    this.lives.push({ host: host.number, node: host.identity, flight, isLast: false });
    this.tell({ kind: 'host-started', tick: tick(this.now), node: host.identity });
    void this.#watch(host, host.process);
  }

  async crash(host: Host): Promise<void> {
    if (host.state !== 'up' && host.state !== 'paused') return;
    host.state = 'crashed';
    this.tell({ kind: 'host-crashed', tick: tick(this.now), node: host.identity });
    await host.process?.kill();
  }

  /** Its disk is gone: it comes back as another node. */
  loseDisk(host: Host): void {
    rmSync(join(this.#options.folder, `n${host.number}`), { recursive: true, force: true });
    host.disks += 1;
    host.identity = nodeId(host.number + (host.disks - 1) * this.hosts.length);
  }

  pause(host: Host): void {
    if (host.state !== 'up') return;
    host.state = 'paused';
    this.tell({ kind: 'host-paused', tick: tick(this.now), node: host.identity });
    host.process?.pause();
  }

  resume(host: Host): void {
    if (host.state !== 'paused') return;
    host.state = 'up';
    host.process?.resume();
    this.tell({ kind: 'host-resumed', tick: tick(this.now), node: host.identity });
  }

  /** Connections between hosts that are cut off from each other are reset, or taken again. */
  reset(): void {
    for (const [name, { proxy }] of this.#proxies) {
      const [from = 0, to = 0] = name.split(' ').map(Number);
      if (this.links.isCut(from, to) && this.links.isCut(to, from)) proxy.refuse();
      else proxy.admit();
    }
  }

  /** Until all that are up serve. @returns who does not, after a minute */
  async ready(connections: Connections): Promise<string | undefined> {
    const deadline = performance.now() + READY_MS;
    for (const host of this.hosts) {
      while (host.state === 'up' && !(await serves(host, connections))) {
        if (this.deaths.length > 0) return this.deaths[0];
        if (performance.now() > deadline) return `n${host.number} does not serve`;
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    }
    return undefined;
  }

  /** Nobody lives any more. */
  async close(): Promise<void> {
    this.#over = true;
    for (const host of this.hosts) {
      const last = this.lives.findLast((life) => life.host === host.number);
      if (last !== undefined) last.isLast = host.state === 'up' && host.process?.isGone === false;
    }
    await Promise.all(this.hosts.map((host) => host.process?.kill()));
    for (const { proxy } of this.#proxies.values()) proxy.close();
  }

  async #watch(host: Host, process: NodeProcess): Promise<void> {
    const why = await process.ended;
    if (this.#over || host.process !== process || host.state === 'crashed') return;
    if (process.mayEnd) {
      host.state = 'left';
      return;
    }
    host.state = 'crashed';
    this.deaths.push(`n${host.number} ended by itself (${why})`);
    this.tell({ kind: 'host-crashed', tick: tick(this.now), node: host.identity });
  }

  #proxy(from: Host, to: Host) {
    return must(this.#proxies.get(`${from.number} ${to.number}`), 'a proxy');
  }
}

async function serves({ address }: Host, connections: Connections): Promise<boolean> {
  const asked = { method: 'GET', path: '/ready', headers: {}, body: undefined } as const;
  const sent = await connections.send({ ...asked, address, deadline: performance.now() + ANSWER_MS });
  return sent.kind === 'answered' && sent.answer.status === 200;
}
