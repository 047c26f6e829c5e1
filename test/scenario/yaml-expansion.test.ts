import test from 'ava';
import type { Act } from '../../src/scenario/act.ts';
import { buildScenario } from '../../src/scenario/build.ts';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { readScenarioFile } from '../../src/scenario/file/read.ts';
import { isScenarioFile, readTestcase } from '../../src/scenario/read.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

function build(text: string, seed = 1): Scenario {
  return buildScenario(parseScenario(text, 'x.yaml'), seed);
}

/** The acts that one entry of faults becomes, in a group of five. */
function actsOf(entry: string, seed = 1): readonly Act[] {
  return build(`title: a\nfaults: [${entry}]\nend: 9000\n`, seed).acts;
}

const EXAMPLE = `
title: An acknowledged write survives the crash of any one replica
why: W=2 of N=3, so one copy always remains, and stabilization restores the third
source: DeCandia et al., Dynamo, SOSP 2007, §4.5 and §4.6
seed: 42
cluster: { nodes: 5, replicas: 3, tokens: 64, consistency: linearizable }
network: { latency: { min: 1, max: 9 }, loss: 1%, duplicate: 0.1% }
workload: { kind: registers, clients: 3, keys: 4, operations: 500 }
faults:
  - { at: 400, crash: n2 }
  - { at: 600, partition: [[n1, n3], [n4, n5]], oneWay: false, until: 800 }
  - { at: 900, restart: n2, disk: kept }
heal: 3000
converge: 500
expect: { acknowledged-writes: holds, convergence: holds, register: linearizable }
`;

test('a file becomes acts in order of time, each with a number of its own', (t) => {
  const scenario = build(EXAMPLE);
  t.deepEqual(
    scenario.acts.map(({ at, number, kind }) => [at, number, kind]),
    [
      [0, 0, 'install-fault'],
      [0, 1, 'install-fault'],
      [400, 1000, 'crash'],
      [600, 2000, 'install-fault'],
      [800, 2001, 'remove-fault'],
      [900, 3000, 'restart'],
      [3000, 999, 'heal'],
    ],
  );
  t.is(scenario.endTick, 3500);
  t.deepEqual(scenario.heal, { at: 3000, convergeTicks: 500 });
  t.deepEqual(scenario.settings, {
    replicas: 3,
    quorum: 2,
    tokensPerNode: 64,
    level: 'linearizable',
  } as Scenario['settings']);
  t.deepEqual(
    scenario.expectations.map(({ checker, wanted }) => `${checker} ${wanted}`),
    ['acknowledged-writes holds', 'convergence holds', 'register linearizable'],
  );
});

test('JSON is read as YAML is', (t) => {
  t.deepEqual(
    build('{"title":"a","faults":[{"at":5,"crash":"n2"}]}'),
    build('title: a\nfaults:\n- at: 5\n  crash: n2\n'),
  );
});

test('a file of a title alone is a group of five that nobody disturbs', (t) => {
  const scenario = build('title: a');
  t.deepEqual(
    scenario.hosts.map(({ number, startTick, introducer }) => [number, startTick, introducer]),
    [
      [1, 0, true],
      [2, 0, false],
      [3, 0, false],
      [4, 0, false],
      [5, 1, false],
    ],
  );
  t.is(scenario.profile, 'drill');
  t.deepEqual(scenario.network.latency, { kind: 'uniform', min: 1, max: 1 });
  t.deepEqual(scenario.acts, []);
  t.is(scenario.endTick, 1000);
  t.is(scenario.workload, undefined);
});

test('shares are read digit by digit, whichever way they are written', (t) => {
  for (const [text, numerator, denominator] of [
    ['1%', 1, 100],
    ['0.1%', 1, 1000],
    ['12.5 %', 125, 1000],
    ['1/3', 1, 3],
    ['0.25', 25, 100],
    ['0', 0, 1],
    ['1', 1, 1],
    ['1.0', 10, 10],
    ['100%', 100, 100],
  ] as const) {
    const [act] = build(`title: a\nnetwork: { loss: ${text} }`).acts;
    const ratio = act?.kind === 'install-fault' && act.of.kind === 'loss' ? act.of.ratio : undefined;
    if (text === '12.5 %') t.deepEqual(ratio, { numerator: 125, denominator: 1000 });
    else t.deepEqual(ratio, { numerator, denominator }, text);
  }
});

test('more replicas need a larger quorum, unless the file says another', (t) => {
  t.like(build('title: a\ncluster: { replicas: 5 }').settings, { replicas: 5, quorum: 3 });
  t.like(build('title: a\ncluster: { replicas: 5 }\nsettings: { quorum: 2 }').settings, {
    replicas: 5,
    quorum: 2,
  });
});

test('removing one fault leaves the numbers and the draws of those before it', (t) => {
  const first = '{ at: 100, crash: random }';
  const both = actsOf(`${first}, { at: 200, pause: { random: 2 } }`, 7);
  t.deepEqual(both.slice(0, 1), actsOf(first, 7));
  t.deepEqual(actsOf('{ at: 200, pause: { random: 2 }, number: 2000 }', 7), both.slice(1));
});

test('whoever was hit by a fault of hosts not known before is helped at its end', (t) => {
  t.deepEqual(actsOf('{ at: 100, crash: { replicas-of: k, ranks: [primary, 2] }, until: 300, disk: lost }'), [
    { kind: 'crash', at: 100, number: 1000, hosts: { kind: 'replicas', key: 'k', ranks: [0, 2] } },
    {
      kind: 'restart',
      at: 300,
      number: 1001,
      hosts: { kind: 'chosen-by', act: 1000 },
      disk: { kind: 'lost' },
    },
  ] as unknown as readonly Act[]);
});

test('the shapes of a partition cut what their names say', (t) => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const [majority] = groupsOf('majority', seed);
    t.is(majority?.length, 2);
    const halves = groupsOf('minority', seed).flat();
    t.true(halves.every((group) => group.length <= 2));
    t.is(halves.flat().length, 5);
    const bridged = groupsOf('bridge', seed).flat();
    t.deepEqual(
      bridged.map((group) => group.length),
      [2, 2],
    );
  }
});

function groupsOf(shape: string, seed: number): readonly (readonly (readonly number[])[])[] {
  return actsOf(`{ at: 1, partition: ${shape} }`, seed).map((act) =>
    act.kind === 'install-fault' && act.of.kind === 'partition' ? act.of.groups : [],
  );
}

test('in a ring of majorities each host reaches a majority, and no two the same one', (t) => {
  for (const nodes of [3, 4, 5, 6, 7, 9]) {
    const text = `title: a\ncluster: { nodes: ${nodes} }\nfaults: [{ at: 1, partition: ring-of-majorities }]\n`;
    const away = new Map<number, readonly number[]>();
    for (const act of build(text).acts) {
      const links = act.kind === 'install-fault' && act.of.kind === 'loss' ? act.of.links : {};
      away.set(links.from?.[0] ?? 0, links.to ?? []);
    }
    const reached = Array.from({ length: nodes }, (_, i) => {
      const cut = away.get(i + 1) ?? [];
      for (const other of cut) t.true(away.get(other)?.includes(i + 1), 'links are cut both ways');
      return nodes - cut.length;
    });
    t.true(reached.every((count) => count > nodes / 2));
    if (nodes > 4) t.is(new Set([...away.values()].map((cut) => [...cut].sort().join())).size, nodes);
  }
});

test('a swizzle clogs all one by one and unclogs them by its end', (t) => {
  const acts = actsOf('{ at: 100, swizzle: all, every: 10, until: 400 }');
  const begins = acts.filter(({ kind }) => kind === 'install-fault').map(({ at }) => at);
  const ends = acts.filter(({ kind }) => kind === 'remove-fault').map(({ at }) => at);
  t.deepEqual(begins, [100, 100, 110, 110, 120, 120, 130, 130, 140, 140]);
  t.deepEqual(ends, [360, 360, 370, 370, 380, 380, 390, 390, 400, 400]);
  t.is(new Set(acts.map(({ number }) => number)).size, 20);
});

test('a flapping partition comes and goes until its end', (t) => {
  const acts = actsOf('{ at: 100, partition: [[n1], [n2]], until: 250, flapping: { every: 60, for: 20 } }');
  t.deepEqual(
    acts.map(({ at, kind }) => `${at} ${kind}`),
    [
      '100 install-fault',
      '120 remove-fault',
      '160 install-fault',
      '180 remove-fault',
      '220 install-fault',
      '240 remove-fault',
    ],
  );
});

test('a rolling restart takes one host at a time', (t) => {
  const acts = actsOf('{ at: 100, rolling-restart: { every: 50, down: 20, hosts: [n3, n1] } }');
  t.deepEqual(
    acts.map((act) => [
      act.at,
      act.kind,
      'hosts' in act && act.hosts.kind === 'numbers' ? act.hosts.numbers : [],
    ]),
    [
      [100, 'crash', [3]],
      [120, 'restart', [3]],
      [150, 'crash', [1]],
      [170, 'restart', [1]],
    ],
  );
});

test('a host that joins late starts late, and plays no act', (t) => {
  const scenario = build('title: a\nfaults: [{ at: 400, join: n5 }]');
  t.deepEqual(scenario.acts, []);
  t.is(scenario.hosts[4]?.startTick, 400);
});

test('a mass failure of a share takes so many, drawn from the seed', (t) => {
  const drawn = [1, 2, 3, 4, 5].map((seed) => {
    const [act] = actsOf('{ at: 9, mass-failure: { share: 1/2 } }', seed);
    return act?.kind === 'crash' && act.hosts.kind === 'numbers' ? act.hosts.numbers : [];
  });
  t.true(drawn.every((hosts) => hosts.length === 2));
  t.true(new Set(drawn.map((hosts) => hosts.join())).size > 1);
});

test('operations are numbered in order of time', (t) => {
  const acts = actsOf(
    '{ at: 50, operation: { read: k } }, { at: 20, operation: { create: k, value: 7, by: n3 } }',
  );
  t.deepEqual(acts as unknown, [
    {
      kind: 'request',
      at: 20,
      number: 2000,
      request: 0,
      operation: { kind: 'create', key: 'k', value: '7' },
      expected: '7',
      by: 3,
    },
    {
      kind: 'request',
      at: 50,
      number: 1000,
      request: 1,
      operation: { kind: 'read', key: 'k' },
      expected: null,
    },
  ]);
});

test('a testcase is read by the ending of its name, under its own seed where none is given', (t) => {
  t.deepEqual(['a.yaml', 'a.YML', 'a.json', 'a.conf', 'yaml'].map(isScenarioFile), [
    true,
    true,
    true,
    false,
    false,
  ]);
  const recipe = readTestcase('title: a\nseed: 9\n', 'a.yaml', readScenarioFile);
  t.is(recipe.seed, 9);
  t.is(recipe.build().seed, 9);
  t.is(recipe.build(3).seed, 3);
  const classic = readTestcase(
    'MAX_NNB: 10\n',
    'a.conf',
    () => t.fail('a classic testcase needs no reader') as never,
  );
  t.is(classic.seed, undefined);
  t.is(classic.build().seed, 1);
});
