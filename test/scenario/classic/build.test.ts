import test from 'ava';
import { compareText } from '../../../src/lib/order.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { Act } from '../../../src/scenario/act.ts';
import { buildClassic } from '../../../src/scenario/classic/build.ts';
import { drawPairs, PAIRS } from '../../../src/scenario/classic/pairs.ts';
import type { ClassicTestcase } from '../../../src/scenario/classic/testcase.ts';
import { testcaseWith } from '../../sim/plain-scenario.ts';

const SEED = 3;
const [first, second] = drawPairs(SEED);

/** One act in a few words; keys of the table by their rank. */
function tell(act: Act): string {
  switch (act.kind) {
    case 'set-loss':
      return `${act.at} loss ${act.loss.numerator}/${act.loss.denominator}`;
    case 'crash': {
      const { hosts } = act;
      const who =
        'key' in hosts
          ? `${hosts.kind} of ${nameOf(hosts.key)}`
          : `${'numbers' in hosts ? hosts.numbers.length : 'chosen'} nodes`;
      return `${act.at} crash ${who}${hosts.kind === 'replicas' ? ` at ${hosts.ranks.join(' ')}` : ''}`;
    }
    case 'request': {
      const { operation } = act;
      const written = operation.kind === 'update' ? ` ${operation.value}` : '';
      return `${act.at} ${operation.kind} ${nameOf(operation.key)}${written}`;
    }
    default:
      return `${act.at} ${act.kind}`;
  }
}

function nameOf(key: string): string {
  if (key === first?.key) return 'first';
  return key === second?.key ? 'second' : key;
}

function hurt(verb: string, key: string, written: string, invalid: string): readonly string[] {
  return [
    `150 ${verb} ${key}${written}`,
    `175 crash replicas of ${key} at 2`,
    `175 ${verb} ${key}${written}`,
    `225 crash replicas of ${key} at 2 1`,
    `225 ${verb} ${key}${written}`,
    `275 ${verb} ${key}${written}`,
    `285 crash bystander of ${key}`,
    `285 ${verb} ${key}${written}`,
    `285 ${verb} invalidKey${invalid}`,
  ];
}

/** The acts of each classic testcase, the 100 creations aside. */
const TIMELINES: Readonly<Record<string, readonly [Partial<ClassicTestcase>, readonly string[]]>> = {
  create: [{ crud: 'create' }, []],
  read: [{ crud: 'read' }, hurt('read', 'first', '', '')],
  update: [{ crud: 'update' }, hurt('update', 'second', ' newValue', ' invalidValue')],
  singlefailure: [{ singleFailure: true }, ['100 crash 1 nodes']],
  multifailure: [{}, ['100 crash 5 nodes']],
  msgdropsinglefailure: [
    { singleFailure: true, dropMessages: true, dropProbability: ratio(1, 10) },
    ['50 loss 1/10', '100 crash 1 nodes', '300 loss 0/1'],
  ],
};

for (const [name, [change, timeline]] of Object.entries(TIMELINES)) {
  test(`${name}: the acts of the timeline`, (t) => {
    const { acts, endTick } = buildClassic(testcaseWith(change), SEED);
    const isCreation = (act: Act) => act.kind === 'request' && act.operation.kind === 'create';
    t.deepEqual(acts.filter((act) => !isCreation(act)).map(tell), timeline);
    t.is(acts.filter(isCreation).length, change.crud === undefined ? 0 : PAIRS);
    t.true(acts.filter(isCreation).every(({ at }) => at === 100));
    t.is(endTick, 700);
  });
}

test('delete: the 2nd to the 51st key in order, then a key that never was', (t) => {
  const { acts } = buildClassic(testcaseWith({ crud: 'delete' }), SEED);
  const expected = drawPairs(SEED)
    .slice(1, 51)
    .map(({ key, value }) => [150, key, value]);
  const deleted = acts.flatMap((act) =>
    act.kind === 'request' && act.operation.kind === 'delete'
      ? [[act.at, act.operation.key, act.expected]]
      : [],
  );
  t.deepEqual(deleted, [...expected, [150, 'invalidKey', null]]);
});

for (const crud of ['create', 'read', 'update', 'delete'] as const) {
  test(`${crud}: operations and acts are numbered from 0 in order, and time does not go back`, (t) => {
    const { acts } = buildClassic(testcaseWith({ crud }), SEED);
    const requests = acts.flatMap((act) => (act.kind === 'request' ? [act.request] : []));
    t.deepEqual(
      requests,
      requests.map((_, i) => i),
    );
    t.deepEqual(
      acts.map(({ number }) => number),
      acts.map((_, i) => i),
    );
    t.deepEqual(
      acts.map(({ at }) => at),
      acts.map(({ at }) => at).toSorted((a, b) => a - b),
    );
  });
}

test('four nodes start in each tick, and the first one is the introducer', (t) => {
  const { hosts } = buildClassic(testcaseWith({}), SEED);
  t.deepEqual(
    hosts.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
  t.deepEqual(
    hosts.map(({ startTick }) => startTick),
    [0, 0, 0, 0, 1, 1, 1, 1, 2, 2],
  );
  t.deepEqual(
    hosts.filter(({ introducer }) => introducer).map(({ number }) => number),
    [1],
  );
});

const LATE: readonly (readonly [nodes: number, late: number])[] = [
  [1, 0],
  [200, 0],
  [201, 1],
  [204, 1],
  [205, 2],
  [1_000, 200],
  [10_000, 2_450],
];

for (const [nodes, late] of LATE) {
  test(`a group of ${nodes} plays everything ${late} ticks later`, (t) => {
    const { acts, endTick, hosts } = buildClassic(testcaseWith({ nodes, crud: 'read' }), SEED);
    t.is(acts[0]?.at, 100 + late);
    t.is(acts.at(-1)?.at, 285 + late);
    t.is(endTick, 700 + late);
    t.true(hosts.every(({ startTick }) => startTick < 50 + late));
  });
}

function victims(change: Partial<ClassicTestcase>, seed: number): readonly number[] {
  const [act] = buildClassic(testcaseWith(change), seed).acts;
  return act?.kind === 'crash' && act.hosts.kind === 'numbers' ? act.hosts.numbers : [];
}

test('one node fails, any of the group', (t) => {
  const seen = new Set(
    Array.from({ length: 200 }, (_, seed) => victims({ singleFailure: true }, seed)).flat(),
  );
  t.deepEqual(
    [...seen].sort((a, b) => a - b),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  );
});

for (const nodes of [1, 2, 3, 10, 11]) {
  const half = Math.floor(nodes / 2);
  test(`of ${nodes} nodes ${half} fail: consecutive ones, from any first one in the lower half`, (t) => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      const failed = victims({ nodes }, seed);
      const [from = 1] = failed;
      if (half > 0) firsts.add(from);
      t.deepEqual(
        failed,
        Array.from({ length: half }, (_, i) => from + i),
      );
    }
    t.deepEqual(
      [...firsts].sort((a, b) => a - b),
      Array.from({ length: half }, (_, i) => i + 1),
    );
  });
}

test('pairs: one hundred distinct keys of five characters in byte order, values 0 to 99', (t) => {
  const values = new Set<string>();
  for (let seed = 0; seed < 20; seed += 1) {
    const pairs = drawPairs(seed);
    const keys = pairs.map(({ key }) => key);
    t.is(new Set(keys).size, PAIRS);
    t.deepEqual(keys, keys.toSorted(compareText));
    t.true(keys.every((key) => /^[0-9A-Za-z]{5}$/.test(key)));
    for (const { value } of pairs) values.add(value);
  }
  t.deepEqual(
    [...values].filter((value) => !/^value\d{1,2}$/.test(value)),
    [],
  );
  t.is(values.size, 100);
  t.notDeepEqual(drawPairs(1), drawPairs(2));
});
