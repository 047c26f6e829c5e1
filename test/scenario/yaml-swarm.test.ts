import test from 'ava';
import { buildScenario } from '../../src/scenario/build.ts';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

const SEEDS = Array.from({ length: 100 }, (_, seed) => seed);

/** What each seed draws. */
function drawer(text: string): (seed: number) => Scenario {
  const file = parseScenario(`title: a swarm\n${text}`, 'x.yaml');
  return (seed) => buildScenario(file, seed);
}

test('the same seed draws the same scenario, and another seed another', (t) => {
  const [one, other] = [drawer('swarm: true'), drawer('swarm: true')];
  const texts = SEEDS.map((seed) => {
    const scenario = one(seed);
    t.deepEqual(scenario, other(seed));
    return JSON.stringify(scenario);
  });
  t.is(new Set(texts).size, SEEDS.length);
});

test('a changed range leaves all other draws as they were', (t) => {
  const [drawUsual, drawChanged] = [drawer('swarm: true'), drawer('swarm: { gossip: 99 }')];
  for (const seed of SEEDS) {
    const { settings, ...usual } = drawUsual(seed);
    const { settings: others, ...changed } = drawChanged(seed);
    t.deepEqual(changed, usual);
    t.is(others.gossipFanout, settings.gossipFanout);
    t.is(others.gossipIntervalTicks as unknown, 99);
  }
});

test('a fault that is not drawn any more leaves the others as they were', (t) => {
  const drawFew = drawer('swarm: { faults: [pause, reorder, clock] }');
  const drawFewer = drawer('swarm: { faults: [pause, clock] }');
  for (const seed of SEEDS) {
    const few = drawFew(seed).acts;
    const fewer = drawFewer(seed).acts;
    const without = few.filter(
      (act) => !few.some((one) => isReorder(one) && [0, 1].includes(act.number - one.number)),
    );
    t.deepEqual(fewer, without);
  }
});

function isReorder(act: Scenario['acts'][number]): boolean {
  return act.kind === 'install-fault' && act.of.kind === 'reorder';
}

test('what the file states is kept', (t) => {
  const draw = drawer(
    'swarm: true\ncluster: { nodes: 4 }\nworkload: { clients: 2 }\nexpect: {}\nfaults: [{ at: 77, crash: n2 }]',
  );
  for (const seed of SEEDS) {
    const scenario = draw(seed);
    t.is(scenario.hosts.length, 4);
    t.is(scenario.workload?.clients, 2);
    t.deepEqual(scenario.expectations, []);
    t.is(scenario.acts.find(({ at }) => at === 77)?.number, 1000);
  }
});

test('with a majority, so few hosts are hurt that every key keeps a quorum', (t) => {
  const draw = drawer('swarm: { replicas: { min: 3, max: 5 }, nodes: { min: 5, max: 9 } }');
  for (const seed of SEEDS) {
    const scenario = draw(seed);
    const { replicas = 3, quorum = 2 } = scenario.settings;
    const hurt = new Set(scenario.acts.flatMap(hurtHosts));
    t.true(hurt.size <= replicas - quorum, `${[...hurt].join()} of ${scenario.hosts.length}`);
    t.true(2 * hurt.size < scenario.hosts.length);
  }
});

/** The smaller side of whatever cuts hosts off, and all hosts that crash, pause or lose time or disk. */
function hurtHosts(act: Scenario['acts'][number]): readonly number[] {
  if ('hosts' in act && act.hosts.kind === 'numbers') return act.hosts.numbers;
  if (act.kind !== 'install-fault') return [];
  if (act.of.kind === 'partition') return act.of.groups[0] ?? [];
  return act.of.kind === 'hold' || act.of.kind === 'loss'
    ? [...(act.of.links.from ?? act.of.links.to ?? [])]
    : [];
}

test('what was durable is lost only where a file asks for it, and at so few hosts that every quorum keeps a replica', (t) => {
  const range = 'replicas: { min: 3, max: 5 }, nodes: { min: 5, max: 9 }';
  const [drawUsual, drawLosses] = [
    drawer(`swarm: { ${range} }`),
    drawer(`swarm: { ${range}, faults: [crash, rot, lost, swapped] }`),
  ];
  const kinds = new Set<string>();
  for (const seed of SEEDS) {
    t.deepEqual(drawUsual(seed).acts.flatMap(lossesOf), []);
    const { acts, settings } = drawLosses(seed);
    const losses = acts.flatMap(lossesOf);
    for (const { kind } of losses) kinds.add(kind);
    const { replicas = 3, quorum = Math.floor(replicas / 2) + 1 } = settings;
    t.true(new Set(losses.flatMap(({ hosts }) => hosts)).size < Math.min(quorum, replicas - quorum + 1));
  }
  t.deepEqual([...kinds].sort(), ['lost', 'rot', 'swapped']);
});

function lossesOf(
  act: Scenario['acts'][number],
): readonly { readonly kind: string; readonly hosts: readonly number[] }[] {
  if (!('hosts' in act) || act.hosts.kind !== 'numbers') return [];
  const { numbers: hosts } = act.hosts;
  if (act.kind === 'set-disk' && act.disk.kind === 'rot') return [{ kind: 'rot', hosts }];
  if (act.kind !== 'restart' || act.disk.kind === 'kept') return [];
  return [{ kind: act.disk.kind, hosts: act.disk.kind === 'swapped' ? [...hosts, act.disk.with] : hosts }];
}

test('everything drawn ends by heal', (t) => {
  const draw = drawer('swarm: { majority: false, most: 6 }\nheal: 1500');
  for (const seed of SEEDS) {
    const { acts, heal, endTick } = draw(seed);
    t.true(acts.every(({ at }) => at <= (heal?.at ?? 0)));
    t.is(endTick, 2500);
  }
});
