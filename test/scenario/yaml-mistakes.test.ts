import test from 'ava';
import fc from 'fast-check';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';
import type { Row } from './bad-file.ts';
import { assertRefused, BASE, fault } from './bad-file.ts';

const SHARES = 'a share from 0 to 1, exact: 1%, 0.1%, 1/3 or 0.25';

const FORM: readonly Row[] = [
  ['nothing', '', '1:1: the file says nothing; allowed: one YAML 1.2 or JSON document'],
  ['a list', '- 1\n', '1:1: the file cannot be a list'],
  ['a word', 'title\n', '1:1: the file cannot be “title”'],
  ['an open bracket', 'title: [a\n', '2:1: Flow sequence in block collection must be sufficiently indented'],
  [
    'a tab',
    'title: a\ncluster:\n\tnodes: 5\n',
    '3:1: Tabs are not allowed as indentation; allowed: blanks as indentation',
  ],
  ['a name twice', 'title: a\ntitle: b\n', '2:1: Map keys must be unique; allowed: each name once'],
  [
    'two documents',
    'title: a\n---\ntitle: b\n',
    '2:1: another document begins; allowed: one document a file',
  ],
  ['an unknown anchor', 'title: *a\n', '1:8: an alias of nothing; allowed: names of anchors above'],
  [
    'a tag',
    'title: !!binary aGVsbG8=\n',
    '1:8: Unresolved tag: tag:yaml.org,2002:binary; allowed: values without tags',
  ],
  ['an anchor in itself', 'title: &a [*a]\n', '1:12: too much for a testcase'],
  ['a bomb of anchors', bomb(), 'too much for a testcase; allowed: at most 200000 values'],
  ['brackets without end', '['.repeat(100_000), '1:1: nested too deep; allowed: at most 40 levels'],
  [
    'a list as a name',
    '? [a]\n: b\ntitle: a\n',
    '1:3: With stringKeys, all keys must be strings; allowed: plain names',
  ],
];

const NAMES: readonly Row[] = [
  ['no title', 'seed: 1\n', '1:1: title is missing; allowed: a text of 1 to 200 characters'],
  [
    'an unknown name',
    `${BASE}sed: 3\n`,
    '4:1: unknown name sed (did you mean seed?); allowed: title, why, source, seed',
  ],
  ['a name unlike any', `${BASE}xyzzy: 3\n`, '4:1: unknown name xyzzy; allowed: title, '],
  ['a name of prototypes', `${BASE}__proto__: 3\n`, '4:1: unknown name __proto__; allowed: title, '],
  [
    'an unknown name for one that is missing',
    'titel: x\n',
    '1:1: unknown name titel (did you mean title?); allowed: title, ',
  ],
  [
    'a level that is nearly one',
    'title: a\ncluster: { consistency: linearisable }\n',
    '2:25: consistency cannot be “linearisable” (did you mean linearizable?); allowed: one, quorum, ',
  ],
  [
    'a name of another kind',
    'title: a\ncluster: { nods: 5 }\n',
    '2:12: unknown name nods (did you mean nodes?); allowed: nodes, replicas',
  ],
  [
    'an unknown setting',
    `${BASE}settings: { gossipInterval: 5 }\n`,
    '4:13: unknown name gossipInterval; allowed: gossipIntervalTicks, ',
  ],
  [
    'an unknown checker',
    `${BASE}expect: { convergance: holds }\n`,
    '4:11: unknown name convergance (did you mean convergence?); allowed: acknowledged-writes, ',
  ],
  [
    'an unknown fault',
    fault('{ at: 400, crahs: n2 }'),
    '5:16: unknown fault crahs (did you mean crash?); allowed: crash, restart, ',
  ],
  ['no fault', fault('{ at: 400 }'), '5:5: no fault is named; allowed: crash, restart, '],
  [
    'two faults',
    fault('{ at: 400, crash: n2, pause: n3 }'),
    '5:27: crash and pause in one entry; allowed: one fault an entry',
  ],
  [
    'a fault of another form',
    fault('crash'),
    '5:5: item 1 of faults cannot be “crash”; allowed: a fault: { at: tick, crash: … }',
  ],
  [
    'a field of another fault',
    fault('{ at: 400, pause: n2, disk: lost }'),
    '5:27: pause and disk in one entry',
  ],
];

const VALUES: readonly Row[] = [
  ['no value', 'title:\n', '1:7: title has no value; allowed: a text of 1 to 200 characters'],
  [
    'a text for a number',
    `${BASE}seed: one\n`,
    '4:7: seed cannot be “one”; allowed: a whole number from 0 to 9007199254740991',
  ],
  ['a seed that is too large', `${BASE}seed: 9007199254740993\n`, '4:7: seed cannot be “9007199254740993”'],
  ['a number in hexadecimal', `${BASE}seed: 0x10\n`, '4:7: seed cannot be “0x10”'],
  [
    'a fraction of a tick',
    'title: a\nheal: 2.5\n',
    '2:7: heal cannot be “2.5”; allowed: a whole number of ticks from 0 to 100000000',
  ],
  [
    'a time with a unit',
    'title: a\nheal: 3s\n',
    '2:7: heal cannot be “3s”; allowed: a whole number of ticks',
  ],
  [
    'time before the first tick',
    fault('{ at: -1, crash: n2 }'),
    '5:11: at cannot be -1; allowed: a whole number of ticks from 0',
  ],
  ['no time', fault('{ crash: n2 }'), '5:5: at is missing; allowed: a whole number of ticks'],
  ['more than all', `${BASE}network: { loss: 1.5 }\n`, `4:18: loss cannot be “1.5”; allowed: ${SHARES}`],
  [
    'more than all in percent',
    `${BASE}network: { loss: 150% }\n`,
    `4:18: loss cannot be “150%”; allowed: ${SHARES}`,
  ],
  [
    'a whole number for a share',
    `${BASE}network: { loss: 5 }\n`,
    `4:18: loss cannot be 5; allowed: ${SHARES}`,
  ],
  ['less than nothing', `${BASE}network: { loss: -1% }\n`, '4:18: loss cannot be “-1%”'],
  ['a fraction of nothing', `${BASE}network: { loss: 1/0 }\n`, '4:18: loss cannot be “1/0”'],
  ['too many decimals', `${BASE}network: { loss: 0.12345678 }\n`, '4:18: loss cannot be “0.12345678”'],
  [
    'no latency',
    `${BASE}network: { latency: 0 }\n`,
    '4:21: latency cannot be 0; allowed: a whole number of ticks from 1',
  ],
  [
    'a latency upside down',
    `${BASE}network: { latency: { min: 9, max: 3 } }\n`,
    '4:36: the longest, 3, is below the shortest, 9; allowed: at least 9',
  ],
  ['half a latency', `${BASE}network: { latency: { min: 9 } }\n`, '4:21: max is missing'],
  [
    'nobody',
    'title: a\ncluster: { nodes: 0 }\n',
    '2:19: nodes cannot be 0; allowed: a whole number from 1 to 10000',
  ],
  [
    'an unknown profile',
    `${BASE}profile: wan\n`,
    '4:10: profile cannot be “wan” (did you mean lan?); allowed: drill, lan or classic',
  ],
  [
    'an unknown verdict',
    `${BASE}expect: { convergence: fine }\n`,
    '4:24: convergence cannot be “fine”; allowed: holds or broken',
  ],
  [
    'a model of another checker',
    `${BASE}expect: { convergence: linearizable }\n`,
    '4:24: convergence cannot be “linearizable”',
  ],
  [
    'a drift of nothing',
    fault('{ at: 1, clock: { host: n1, drift: 0 } }'),
    '5:40: drift cannot be 0; allowed: how fast it runs',
  ],
  [
    'an unknown fate of a disk',
    fault('{ at: 1, restart: n1, disk: broken }'),
    '5:33: disk cannot be “broken”; allowed: kept, lost or { swapped: host }',
  ],
  [
    'more zones than hosts',
    'title: a claim\ncluster: { nodes: 2, zones: [a, b, c] }\n',
    '2:29: 3 zones for 2 hosts; allowed: at most 2',
  ],
  [
    'a batch of more keys than there are',
    `${BASE}workload: { keys: 2, batch: 3 }\n`,
    '4:29: 3 keys at once of 2; allowed: at most keys, 2',
  ],
  [
    'a setting out of range',
    `${BASE}settings: { readWriteBack: 2 }\n`,
    '4:28: readWriteBack cannot be 2; allowed: on or off',
  ],
];

for (const [title, text, message] of [...FORM, ...NAMES, ...VALUES]) {
  test(`a file with ${title} is refused where it is wrong`, (t) => assertRefused(t, text, message));
}

test('of several mistakes the first in the file is told', (t) => {
  const text = 'title: a\nexpect: { nothing: holds }\nnetwork: { loss: 7 }\nseed: x\n';
  t.throws(() => parseScenario(text, 'x.yaml'), { message: /^x\.yaml:2:11: unknown name nothing/ });
});

test('lines that end as on other systems have the same places', (t) => {
  t.throws(() => parseScenario('title: a\r\nseed: x\r\n', 'x.yaml'), {
    message: /^x\.yaml:2:7: seed cannot be “x”/,
  });
});

/** Nine levels of nine aliases each: a billion values from a few lines. */
function bomb(): string {
  const level = (n: number): string =>
    `a${n}: &a${n} [${Array.from({ length: 9 }, () => `*a${n - 1}`).join(', ')}]`;
  return ['a0: &a0 x', ...Array.from({ length: 9 }, (_, n) => level(n + 1)), ''].join('\n');
}

test('whatever a file holds, its mistakes are told with a place', (t) => {
  const piece = fc.constantFrom(
    ...[
      'title',
      'faults',
      'at',
      'crash',
      'n1',
      ': ',
      '- ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '"',
      "'",
      '? ',
      '&a ',
      '*a',
    ],
    ...[
      '|',
      '>',
      '#',
      '---',
      '...',
      '%YAML 1.1',
      '!x',
      '1',
      '~',
      'null',
      '\t',
      '<<',
      '__proto__',
      'é',
      '\r\n',
    ],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const text = pieces.join('');
      const error = mistakeIn(text);
      t.true(error === undefined || error instanceof ScenarioError, text);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

function mistakeIn(text: string): unknown {
  try {
    parseScenario(text, 'x.yaml');
    return undefined;
  } catch (error) {
    return error;
  }
}
