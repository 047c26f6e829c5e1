import { Connections } from '../client/connections.ts';
import { nodeId } from '../core/ids.ts';
import { tick } from '../core/time.ts';
import type { Act } from '../scenario/act.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Chance } from '../sim/chance.ts';
import { Clients } from '../sim/clients/clients.ts';
import { lastOperationTick } from '../sim/clients/last-tick.ts';
import type { RareEvent } from '../trace/event.ts';
import { LiveClientsWorld } from './clients-world.ts';
import { Nemesis } from './nemesis.ts';
import type { Life } from './stage.ts';
import { Stage } from './stage.ts';
import { TortureError } from './torture-error.ts';

export interface TortureOptions {
  /** As `planTorture` made it. */
  readonly scenario: Scenario;
  /** What processes leave is kept here; emptied first. */
  readonly folder: string;
  /** The program that has the command `serve`. */
  readonly program: string;
  readonly storage: string;
  /** Is told what happens, when it happens. */
  readonly hear: (event: RareEvent) => void;
  /** Ends it early: nobody is left running. */
  readonly signal: AbortSignal;
}

/** An event, and when it was. Unit: microseconds since 1970. */
export interface Told {
  readonly at: number;
  readonly event: RareEvent;
}

/** What a torture run leaves to be judged. */
export interface Tortured {
  /** What clients saw and what was done to the nodes, in order. */
  readonly told: readonly Told[];
  readonly lives: readonly Life[];
  /** The moment that ticks count from. Unit: microseconds since 1970. */
  readonly zero: number;
  readonly endTick: number;
  /** The acts that were played, as they were; a scenario of them does the same in the simulator. */
  readonly played: readonly Act[];
  /** Nodes that ended though nobody wanted them to, and those that never served again. */
  readonly deaths: readonly string[];
  readonly isWhole: boolean;
}

const CONNECTIONS = 64;

/** Plays a scenario on real processes. When it returns, or throws, none is left. @throws TortureError */
export async function torture(options: TortureOptions): Promise<Tortured> {
  const { scenario, signal } = options;
  const told: Told[] = [];
  const stage = await Stage.open({
    ...options,
    hear: (event, at) => {
      told.push({ at, event });
      options.hear(event);
    },
  });
  const connections = new Connections({ token: undefined, ca: undefined, connections: CONNECTIONS });
  const world = new LiveClientsWorld(stage, connections, scenario.workload?.timeoutTicks ?? 2_000);
  let played: readonly Act[] = [];
  try {
    for (const { number } of scenario.hosts)
      stage.tell({ kind: 'host-created', tick: tick(0), node: nodeId(number) });
    const [first, ...others] = stage.hosts.filter(({ number }) => scenario.hosts[number - 1]?.joins !== true);
    if (first !== undefined) stage.start(first);
    await mustServe(stage, connections, options);
    for (const host of others) stage.start(host);
    await mustServe(stage, connections, options);
    stage.begin();
    played = await play(stage, world, connections, scenario, signal);
    const stuck = signal.aborted ? undefined : await stage.ready(connections);
    if (stuck !== undefined && !stage.deaths.includes(stuck)) stage.deaths.push(stuck);
  } finally {
    world.close();
    await stage.close();
    void connections.close();
  }
  const { lives, zero, deaths, now: endTick } = stage;
  return { told, lives, played, zero, endTick, deaths, isWhole: !signal.aborted };
}

/** @throws TortureError */
async function mustServe(
  stage: Stage,
  connections: Connections,
  { folder, signal }: TortureOptions,
): Promise<void> {
  const why = await stage.ready(connections);
  if (why !== undefined || signal.aborted)
    throw new TortureError(`${why ?? 'stopped'} before anything was played: see the logs in ${folder}`);
}

async function play(
  stage: Stage,
  world: LiveClientsWorld,
  connections: Connections,
  scenario: Scenario,
  signal: AbortSignal,
): Promise<readonly Act[]> {
  const { seed, workload, acts, endTick } = scenario;
  const requests = acts.reduce(
    (most, act) => (act.kind === 'request' ? Math.max(most, act.request + 1) : most),
    0,
  );
  const nemesis = new Nemesis(stage, connections, {
    seed,
    request: ({ request, operation, by }) => {
      const live = world.reachable();
      const host = stage.host(by ?? live[request % Math.max(1, live.length)] ?? 1);
      world.request(host, request, operation);
    },
  });
  if (workload !== undefined) {
    const of = { chance: new Chance(seed), hosts: stage.hosts.length, firstRequest: requests };
    const clients = new Clients(workload, world, { ...of, lastTick: lastOperationTick(scenario) });
    world.serve(clients);
    clients.start(workload.startTick);
  }
  const joiners = scenario.hosts.filter(({ joins }) => joins === true);
  const deeds = [
    ...joiners.map(({ number, startTick: at }) => ({ at, act: () => stage.start(stage.host(number)) })),
    ...acts.map((act) => ({ at: act.at, act: () => nemesis.play(act) })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, act } of deeds) {
    if (!(await sleepUntil(stage, at, signal))) return nemesis.played;
    await act();
  }
  await sleepUntil(stage, endTick, signal);
  return nemesis.played;
}

/** @returns false where there is no time any more */
function sleepUntil(stage: Stage, at: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(end, Math.max(0, at - stage.now));
    signal.addEventListener('abort', end);
  });
}
