import test from 'ava';
import fc from 'fast-check';
import { parseScenario } from '../../src/scenario/file/parse.ts';
import { ScenarioError } from '../../src/scenario/scenario-error.ts';

/** A file that is right, but for one thing: the last lines. */
const BASE = 'title: a claim\ncluster: { nodes: 5 }\nheal: 3000\n';
/** What one entry of faults says, from line 5, column 5. */
const fault = (entry: string): string => `${BASE}faults:\n  - ${entry}\n`;

const SHARES = 'a share from 0 to 1, exact: 1%, 0.1%, 1/3 or 0.25';
const HOST = 'a host, n1 to n5';

type Row = readonly [title: string, text: string, message: string];

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
  ['an unknown profile', `${BASE}profile: lan\n`, '4:10: profile cannot be “lan”; allowed: drill or classic'],
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
    'a setting out of range',
    `${BASE}settings: { readWriteBack: 2 }\n`,
    '4:28: readWriteBack cannot be 2; allowed: on or off',
  ],
];

const HOSTS: readonly Row[] = [
  [
    'a host that does not exist',
    fault('{ at: 400, crash: n6 }'),
    `5:23: crash cannot be “n6”; allowed: ${HOST}`,
  ],
  ['host zero', fault('{ at: 400, crash: n0 }'), `5:23: crash cannot be “n0”; allowed: ${HOST}`],
  ['a host by number', fault('{ at: 400, crash: 2 }'), `5:23: crash cannot be 2; allowed: ${HOST}`],
  [
    'a host of a list that does not exist',
    fault('{ at: 400, crash: [n1, n9] }'),
    `5:28: item 2 of crash cannot be “n9”; allowed: ${HOST}`,
  ],
  ['a host twice', fault('{ at: 400, crash: [n1, n1] }'), '5:28: n1 is named again; allowed: each host once'],
  [
    'no host',
    fault('{ at: 400, crash: [] }'),
    '5:23: crash cannot be an empty list; allowed: a list of hosts',
  ],
  [
    'more random hosts than there are',
    fault('{ at: 400, crash: { random: 6 } }'),
    '5:33: random cannot be 6; allowed: a whole number from 1 to 5',
  ],
  [
    'groups that overlap',
    fault('{ at: 400, partition: [[n1, n2], [n3, n2]] }'),
    '5:43: n2 is in two groups; allowed: each host in at most one group',
  ],
  [
    'one group',
    fault('{ at: 400, partition: [[n1, n2]] }'),
    '5:27: partition cannot be a list; allowed: at least two groups',
  ],
  [
    'an unknown shape',
    fault('{ at: 400, partition: ring }'),
    '5:27: partition cannot be “ring”; allowed: groups of hosts [[n1], [n2, n3]], majority',
  ],
  [
    'a host of a swarm that may not exist',
    'title: a\nswarm: { nodes: { min: 4, max: 9 } }\nfaults:\n  - { at: 400, crash: n5 }\n',
    '4:23: crash cannot be “n5”; allowed: a host, n1 to n4',
  ],
  [
    'no replicas',
    fault('{ at: 400, crash: { replicas-of: k } }'),
    '5:23: ranks is missing; allowed: a place or a list of places',
  ],
  [
    'a swap with a host that does not exist',
    fault('{ at: 400, restart: n1, disk: { swapped: n7 } }'),
    `5:46: swapped cannot be “n7”; allowed: ${HOST}`,
  ],
  [
    'an introducer that does not exist',
    'title: a\ncluster: { nodes: 2, introducers: [n3] }\n',
    '2:36: item 1 of introducers cannot be “n3”; allowed: a host, n1 to n2',
  ],
];

const TIMES: readonly Row[] = [
  [
    'an end before the beginning',
    fault('{ at: 600, crash: n2, until: 500 }'),
    '5:34: it ends at 500 and begins at 600; allowed: a tick after 600',
  ],
  [
    'an end at the beginning',
    fault('{ at: 600, crash: n2, until: 600 }'),
    '5:34: it ends at 600 and begins at 600',
  ],
  [
    'a fault after heal',
    fault('{ at: 3000, crash: n2 }'),
    '5:11: a fault begins at 3000, after heal; allowed: ticks before heal, 3000',
  ],
  [
    'a fault that ends after heal',
    fault('{ at: 600, crash: n2, until: 3001 }'),
    '5:34: a fault ends at 3001, after heal; allowed: ticks up to heal, 3000',
  ],
  [
    'a fault after the end',
    'title: a\nend: 500\nfaults:\n  - { at: 500, crash: n2 }\n',
    '4:11: an act at 500, after the end; allowed: ticks before the end, 500',
  ],
  [
    'restarts that take too long',
    fault('{ at: 100, rolling-restart: { every: 900, down: 100 } }'),
    '5:11: a fault ends at 3800, after heal',
  ],
  [
    'converge without heal',
    'title: a\nconverge: 50\n',
    '2:11: converge without heal; allowed: converge together with heal',
  ],
  [
    'an end before heal',
    `${BASE}end: 2000\n`,
    '4:6: the end, 2000, is before heal + converge; allowed: at least 4000',
  ],
  [
    'clients after the end',
    `${BASE}workload: { start: 4000 }\n`,
    '4:20: clients start at 4000, after the end; allowed: a tick before the end, 4000',
  ],
  [
    'flapping without end',
    fault('{ at: 1, partition: majority, flapping: { every: 9, for: 3 } }'),
    '5:5: flapping without an end; allowed: flapping together with until',
  ],
  [
    'flapping without a pause',
    fault('{ at: 1, partition: majority, until: 50, flapping: { every: 3, for: 3 } }'),
    '5:73: it never ends before it comes back; allowed: less than every, 3',
  ],
  [
    'too much flapping',
    fault('{ at: 1, partition: majority, until: 2000, flapping: { every: 2, for: 1 } }'),
    '5:5: 2000 acts in one fault; allowed: at most 1000',
  ],
  [
    'no time to swizzle',
    fault('{ at: 1, swizzle: all, until: 100 }'),
    '5:35: no time to clog and unclog 5 hosts; allowed: at least 451, or a shorter every',
  ],
];

const PARTS: readonly Row[] = [
  [
    'nothing that is wrong with a clock',
    fault('{ at: 1, clock: { host: n1 } }'),
    '5:21: nothing that is wrong is named; allowed: exactly one of offset, drift, step, freeze, sound',
  ],
  [
    'two things wrong with a disk',
    fault('{ at: 1, disk: { host: n1, full: true, torn: true } }'),
    '5:50: full and torn at once; allowed: exactly one of slow, stall, full, torn, rot, sound',
  ],
  [
    'an operation without a verb',
    fault('{ at: 1, operation: { by: any } }'),
    '5:25: nothing is asked; allowed: exactly one of create, read, update, put, delete',
  ],
  [
    'two operations',
    fault('{ at: 1, operation: { read: a, delete: a } }'),
    '5:44: read and delete in one operation',
  ],
  [
    'a write of nothing',
    fault('{ at: 1, operation: { create: a } }'),
    '5:35: create without a value; allowed: a value beside it',
  ],
  [
    'a read of a value',
    fault('{ at: 1, operation: { read: a, value: b } }'),
    '5:43: read takes no value; allowed: a value with create, update or put',
  ],
  [
    'both loops',
    `${BASE}workload: { think: 3, every: 4 }\n`,
    '4:30: think and every in one workload; allowed: think for a closed loop, or every for an open one',
  ],
  [
    'a quorum of more than all',
    `${BASE}settings: { replicas: 3, quorum: 4 }\n`,
    '4:34: a quorum of 4 among 3 replicas; allowed: at most 3',
  ],
  [
    'replicas twice',
    'title: a\ncluster: { replicas: 3 }\nsettings: { replicas: 5 }\n',
    '3:23: replicas is given twice; allowed: once, in cluster or in settings',
  ],
  [
    'too few starts',
    'title: a\ncluster: { nodes: 3, starts: [0, 5] }\n',
    '2:30: 2 starts for 3 hosts; allowed: a list of 3 ticks',
  ],
  [
    'a host that joins twice',
    `${BASE}faults:\n  - { at: 9, join: n5 }\n  - { at: 10, join: n5 }\n`,
    '6:21: n5 joins twice; allowed: each host once',
  ],
  [
    'the only introducer comes late',
    fault('{ at: 9, join: n1 }'),
    '5:20: nobody is left who lets others in from the start',
  ],
  [
    'a number twice',
    `${BASE}faults:\n  - { at: 9, crash: n5 }\n  - { at: 10, crash: n4, number: 1000 }\n`,
    '6:34: number 1000 is that of fault 1; allowed: each number once',
  ],
  [
    'swarm ranges upside down',
    'title: a\nswarm: { nodes: { min: 9, max: 3 } }\n',
    '2:32: the most, 3, is below the least, 9; allowed: at least 9',
  ],
];

for (const [title, text, message] of [...FORM, ...NAMES, ...VALUES, ...HOSTS, ...TIMES, ...PARTS]) {
  test(`a file with ${title} is refused where it is wrong`, (t) => {
    const error = t.throws(() => parseScenario(text, 'x.yaml'), { instanceOf: ScenarioError });
    t.true(error.message.startsWith('x.yaml:'), error.message);
    t.true(error.message.includes(message), `found: ${error.message}\nwanted: ${message}`);
  });
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
