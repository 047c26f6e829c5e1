import test from 'ava';
import { CLASSIC, DRILL, LAN } from '../../src/core/settings.ts';
import { ALWAYS_JUDGED, CHECKERS } from '../../src/scenario/expectation.ts';
import { EXAMPLE } from '../../src/scenario/file/guide.ts';
import { helpScenario, scenarioJsonSchema } from '../../src/scenario/file/help.ts';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { LEVELS } from '../../src/scenario/file/words.ts';

test('the help names every field, every fault and every default', (t) => {
  const help = helpScenario();
  for (const words of [
    'title: the claim that the scenario makes: a text of 1 to 200 characters, required',
    'gossipIntervalTicks: between two rounds of gossip of one node: a whole number of ticks from 1 to 1000000',
    '  nodes: number of hosts, n1 … nN: a whole number from 1 to 10000, else 5',
    '  crash [until]: hosts are off',
    '  swizzle [until]: hosts are clogged one by one',
    '      offset: so far ahead; negative: behind',
  ]) {
    t.true(help.includes(words), words);
  }
  t.false(help.includes('undefined'));
  t.false(help.includes('[object'));
});

test('the help tells what each checker demands, which are always asked, and shows a file that is right', (t) => {
  const help = helpScenario();
  for (const checker of CHECKERS) t.regex(help, new RegExp(`\n  ${checker}: [a-z]`));
  t.true(help.includes(ALWAYS_JUDGED.join(', ')));
  t.regex(help, /\n {2}bridge: two groups/);
  t.true(help.includes(EXAMPLE.trimEnd().replaceAll('\n', '\n  ')));
  t.notThrows(() => parseScenario(EXAMPLE, 'example.yaml'));
});

test('the help tells the profiles as they are, the levels, and what checkers may be asked to say', (t) => {
  const help = helpScenario();
  for (const [name, settings] of [
    ['drill', DRILL],
    ['lan', LAN],
    ['classic', CLASSIC],
  ] as const) {
    const { gossipIntervalTicks, suspectAfterTicks, removeAfterTicks } = settings;
    const [line = ''] = new RegExp(`\n  ${name}: .*`).exec(help) ?? [];
    const gossip = gossipIntervalTicks === 1 ? 'in each tick' : `every ${gossipIntervalTicks} ticks`;
    t.true(
      line.includes(
        `gossip ${gossip}, suspicion after ${suspectAfterTicks}, removal after ${removeAfterTicks};`,
      ),
      line,
    );
  }
  const { gossipIntervalTicks, removeAfterTicks } = DRILL;
  t.true(help.includes(`away for ${gossipIntervalTicks + removeAfterTicks} ticks has been removed`));
  for (const level of LEVELS) t.regex(help, new RegExp(`\n {2}${level}: [a-z]`));
  t.regex(help, /\n {2}register: promised, .*: linearizable, regular, k-atomic, /);
  t.regex(help, /\n {2}availability: .*: 1\/4, 1\/2, .* or 99\/100\n/);
  t.true(help.includes('settings: { removeAfterTicks: 100000 }'));
});

test('the JSON Schema has the fields, defaults and limits of the table', (t) => {
  const schema = scenarioJsonSchema() as unknown as {
    readonly required: readonly string[];
    readonly properties: {
      readonly seed: object;
      readonly expect: { readonly properties: object };
      readonly faults: {
        readonly items: { readonly anyOf: readonly { readonly required: readonly string[] }[] };
      };
    };
  };
  t.deepEqual(schema.required, ['title']);
  t.like(schema.properties.seed, { type: 'integer', minimum: 0, default: 1 });
  t.deepEqual(Object.keys(schema.properties.expect.properties), [...CHECKERS]);
  const { anyOf } = schema.properties.faults.items;
  t.true(anyOf.some(({ required }) => required.join() === 'at,crash'));
  t.true(anyOf.every(({ required }) => required.includes('at')));
  t.notThrows(() => JSON.stringify(schema));
});
