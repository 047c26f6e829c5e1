import type { Ratio } from '../lib/ratio.ts';
import { SWARM_HEAL } from './expand/schedule.ts';
import { USUAL_REPLICAS } from './file/cluster-fields.ts';
import type { Fault } from './file/faults/fault.ts';
import type { ScenarioFile } from './file/scenario-fields.ts';
import type { SwarmKind, SwarmRanges } from './file/swarm-fields.ts';
import type { LatencyShape } from './link-fault.ts';
import { Draws } from './swarm/draws.ts';
import type { Targets } from './swarm/faults.ts';
import { drawFault } from './swarm/faults.ts';

/** All faults a swarm may draw, in the order of their numbers: a new one goes to the end. */
const PLACES: readonly SwarmKind[] = [
  ...(['crash', 'pause', 'slow', 'partition', 'isolate', 'oneWay', 'clog'] as const),
  ...(['loss', 'duplicate', 'reorder', 'latency', 'clock', 'disk', 'swizzle'] as const),
  ...(['flapping', 'primary', 'rot', 'lost', 'swapped', 'join', 'leave', 'dismiss', 'change'] as const),
];

/**
 * Fills in what a swarm file leaves to the seed: topology, settings, network, workload, and faults besides its own.
 * What the file states stays. A file without `swarm` is given back as it is.
 * Source: Groce et al., "Swarm testing", ISSTA 2012.
 */
export function drawSwarm(file: ScenarioFile, seed: number): ScenarioFile {
  const { swarm, stated } = file;
  if (swarm === undefined) return file;
  const draws = new Draws(seed);
  const filled: ScenarioFile = {
    ...file,
    ...(stated.includes('cluster') ? {} : { cluster: drawCluster(file, swarm, draws) }),
    ...(stated.includes('settings') ? {} : { settings: drawSettings(swarm, draws) }),
    ...(stated.includes('network') ? {} : { network: drawNetwork(swarm, draws) }),
    ...(stated.includes('workload') ? {} : { workload: drawWorkload(file, swarm, draws) }),
    ...(stated.includes('expect') ? {} : { expect: ALWAYS }),
  };
  return { ...filled, faults: [...filled.faults, ...drawFaults(filled, swarm, draws)] };
}

/** What holds whatever happens. */
const ALWAYS: ScenarioFile['expect'] = [
  { checker: 'no-fabricated-value', wanted: 'holds' },
  { checker: 'unique-versions', wanted: 'holds' },
  { checker: 'one-outcome', wanted: 'holds' },
];

function drawCluster(file: ScenarioFile, ranges: SwarmRanges, draws: Draws): ScenarioFile['cluster'] {
  const nodes = draws.within('nodes', ranges.nodes);
  const replicas = Math.min(nodes, draws.within('replicas', ranges.replicas));
  const tokens = draws.within('tokens', ranges.tokens);
  const { settings } = file;
  return {
    nodes,
    // A file that sets these by name keeps them.
    ...(settings.replicas === undefined ? { replicas } : {}),
    ...(settings.tokensPerNode === undefined ? { tokens } : {}),
    starts: {
      together: draws.within('starts/together', { min: 1, max: 4 }),
      every: draws.within('starts/every', { min: 0, max: 10 }),
    },
    introducers: file.cluster.introducers,
  };
}

/** Suspicion and removal keep their distance to the gossip that they wait for. */
function drawSettings(ranges: SwarmRanges, draws: Draws): ScenarioFile['settings'] {
  const gossip = draws.within('gossip', ranges.gossip);
  return {
    gossipIntervalTicks: gossip,
    gossipFanout: draws.within('fanout', ranges.fanout),
    suspectAfterTicks: 6 * gossip,
    removeAfterTicks: 16 * gossip,
  } as ScenarioFile['settings'];
}

function drawNetwork(ranges: SwarmRanges, draws: Draws): ScenarioFile['network'] {
  const longest = draws.within('latency', ranges.latency);
  const shapes: readonly LatencyShape[] = [
    { kind: 'uniform', min: 1, max: longest },
    { kind: 'exponential', mean: Math.ceil(longest / 2) },
    {
      ...{
        kind: 'bimodal',
        fast: { min: 1, max: Math.ceil(longest / 4) },
        tail: { numerator: 1, denominator: 20 },
      },
      slow: { min: longest, max: 2 * longest },
    },
  ];
  const loss = upTo(ranges.loss, 'loss', draws);
  const duplicate = upTo(ranges.duplicate, 'duplicate', draws);
  return {
    latency: draws.pick('latency/shape', shapes),
    ...(loss.numerator === 0 ? {} : { loss }),
    ...(duplicate.numerator === 0 ? {} : { duplicate }),
  };
}

function upTo(most: Ratio, name: string, draws: Draws): Ratio {
  const thousandths = Math.floor((1000 * most.numerator) / most.denominator);
  return { numerator: draws.within(`always/${name}`, { min: 0, max: thousandths }), denominator: 1000 };
}

/** Clients are done about when the hurting is: what they do afterwards tells little, and nobody could converge. */
function drawWorkload(
  file: ScenarioFile,
  ranges: SwarmRanges,
  draws: Draws,
): NonNullable<ScenarioFile['workload']> {
  const clients = draws.within('clients', ranges.clients);
  const operations = draws.within('operations', ranges.operations);
  const start = Math.floor(healOf(file) / 10);
  const longest = Math.floor((healOf(file) - start) / Math.ceil(operations / clients));
  const pace = draws.within('pace', { min: 1, max: 30 });
  return {
    kind: draws.pick('workload', ['registers', 'crud', 'hot-key', 'zipf', 'churn'] as const),
    clients,
    keys: draws.within('keys', ranges.keys),
    operations,
    start,
    reads: { numerator: draws.within('reads', { min: 2, max: 8 }), denominator: 10 },
    retries: draws.within('retries', { min: 0, max: 2 }),
    coordinator: draws.pick('coordinator', ['any', 'one', 'owner'] as const),
    singleWriter: draws.coin('single-writer'),
    ...(draws.coin('open') ? { every: Math.max(1, Math.min(longest, 5 * pace)) } : { think: pace }),
  };
}

function healOf(file: ScenarioFile): number {
  return file.heal?.at ?? SWARM_HEAL;
}

/** The seed turns each kind on or off, and an enabled kind comes once or several times. */
function drawFaults(file: ScenarioFile, ranges: SwarmRanges, draws: Draws): readonly Fault[] {
  const targets = targetsOf(file, ranges, draws);
  return PLACES.flatMap((kind, place) => {
    if (!isOn(kind, ranges, draws)) return [];
    const count = draws.within(`${kind}/count`, { min: 1, max: ranges.most });
    return Array.from({ length: count }, (_, slot) => drawFault(kind, slot, place, targets, draws)).flat();
  });
}

function isOn(kind: SwarmKind, ranges: SwarmRanges, draws: Draws): boolean {
  return ranges.faults.includes(kind) && draws.coin(`${kind}/on`);
}

/**
 * The same few hosts are hurt all the time, newcomers aside. With `majority` they are fewer than half, and so few that every key keeps
 * a quorum among the others, however many faults there are at once.
 */
function targetsOf(file: ScenarioFile, ranges: SwarmRanges, draws: Draws): Targets {
  const { nodes } = file.cluster;
  const order = Array.from({ length: nodes }, (_, index) => ({
    number: index + 1,
    drawn: draws.dice(`victim/n${index + 1}`).below(0x10_0000),
  }))
    .sort((a, b) => a.drawn - b.drawn || a.number - b.number)
    .map(({ number }) => number);
  const replicas = Math.min(nodes, file.settings.replicas ?? file.cluster.replicas ?? USUAL_REPLICAS);
  const quorum = file.settings.quorum ?? Math.floor(replicas / 2) + 1;
  const few = Math.max(0, Math.min(Math.floor((nodes - 1) / 2), replicas - quorum));
  const count = ranges.majority ? few : nodes;
  const strangers = order.filter((number) => !file.cluster.introducers.includes(number));
  const newcomers = isOn('join', ranges, draws) ? strangers.slice(-Math.floor((nodes - 1) / 2)) : [];
  const victims = order.slice(0, count).filter((number) => !newcomers.includes(number));
  return { victims, others: order.slice(count), newcomers, heal: healOf(file) };
}
