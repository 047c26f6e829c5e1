import test from 'ava';
import fc from 'fast-check';
import { SpanIndex } from '../../src/dashboard/diagram/span-index.ts';
import { codeOf } from '../../src/dashboard/log/codes.ts';
import { Times } from '../../src/dashboard/player/times.ts';
import { filmed } from './filmed.ts';

const { film, scenario } = filmed('read.conf');
const times = new Times(film.log, scenario.endTick);

test('a number of events and its moment are the same place in time', (t) => {
  fc.assert(
    fc.property(fc.nat(film.log.length), (at) => {
      t.is(times.eventsAt(times.momentOf(at)), at);
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test('an event has happened when its tick is over, and not when its tick begins', (t) => {
  for (let at = 0; at < film.log.length; at += 997) {
    const tick = film.log.tick[at] ?? -1;
    t.true(times.eventsAt(tick) <= at);
    t.true(times.eventsAt(tick + 1) > at);
  }
});

test('the index finds every packet under way in a stretch of time, and no other', (t) => {
  const index = new SpanIndex(film.log);
  t.is(index.sendings.length, film.outcome.messages);
  for (const [from, to] of [
    [0, 3],
    [150, 152],
    [400, 400],
    [690, 800],
  ] as const) {
    const found: number[] = [];
    index.visit(from, to, (nth) => found.push(index.sendings[nth] ?? -1));
    const wanted = [...film.log.kind.keys()].filter((at) => {
      const end = film.log.partner[at] === -1 ? at : (film.log.partner[at] ?? at);
      return (
        film.log.kind[at] === codeOf('sent') &&
        (film.log.tick[at] ?? 0) <= to &&
        (film.log.tick[end] ?? 0) >= from
      );
    });
    t.deepEqual(found, wanted);
  }
});
