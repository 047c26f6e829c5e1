import test from 'ava';
import { layerOffences } from './layers.ts';
import { foldersIn } from './repository.ts';
import { ROOMS } from './rooms.ts';
import { parse, sourcesUnder } from './sources.ts';

for (const room of foldersIn('src')) {
  test(`${room} imports only what it may know`, (t) => {
    t.deepEqual(sourcesUnder(`src/${room}`).flatMap(layerOffences), []);
  });
}

test('arrows point only to rooms that stand higher in the table', (t) => {
  const order = Object.keys(ROOMS);
  for (const [room, { uses, names }] of Object.entries(ROOMS)) {
    const above = order.slice(0, order.indexOf(room));
    t.deepEqual(
      [...uses, ...names].filter((other) => !above.includes(other)),
      [],
      room,
    );
  }
});

const planted: readonly (readonly [file: string, text: string, fault: RegExp])[] = [
  ['src/core/node.ts', "import { a } from '../sim/world.ts';", /core may not import sim/],
  ['src/core/ring/ring.ts', "import { a } from '../../trace/event.ts';", /core may not import trace/],
  ['src/core/node.ts', "import seedrandom from 'seedrandom';", /core may not touch seedrandom/],
  ['src/core/node.ts', "import { createHash } from 'node:crypto';", /core may not touch node:crypto/],
  ['src/sim/world.ts', "import { a } from '../scenario/schema.ts';", /sim may name scenario's types/],
  ['src/sim/world.ts', "import { type A } from '../scenario/schema.ts';", /sim may name scenario's types/],
  ['src/sim/world.ts', "export { a } from '../live/runtime.ts';", /sim may not import live/],
  ['src/live/runtime.ts', "const a = await import('../sim/world.ts');", /live may not import sim/],
  ['src/check/check.ts', "type A = import('../sim/world.ts').A;", /check may not import sim/],
  ['src/cli/main.ts', "import '../../test/tidy/rooms.ts';", /leaves src/],
  ['src/cli/main.ts', 'const a = await import(name);', /cli may not touch \(computed\)/],
  ['src/shed/main.ts', '', /no known room/],
];

for (const [file, text, fault] of planted) {
  test(`a planted arrow is found: ${file}: ${text}`, (t) => {
    const found = layerOffences(parse(file, text));
    t.is(found.length, 1);
    t.regex(found[0] ?? '', fault);
  });
}

test('permitted arrows are left in peace', (t) => {
  const permitted = [
    ['src/sim/world.ts', "import type { Scenario } from '../scenario/schema.ts';"],
    [
      'src/sim/network/link.ts',
      "import { must } from '../../lib/assert.ts'; import { step } from '../../core/node.ts';",
    ],
    ['src/lib/chance.ts', "import seedrandom from 'seedrandom';"],
    ['src/live/grpc/peer.ts', "import grpc from '@grpc/grpc-js'; import { open } from 'node:fs/promises';"],
    ['src/cli/main.ts', "import { hideBin } from 'yargs/helpers';"],
  ] as const;
  for (const [file, text] of permitted) t.deepEqual(layerOffences(parse(file, text)), []);
});
