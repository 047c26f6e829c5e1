import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { Round } from '../../../src/core/repair/round.ts';
import { tick } from '../../../src/core/time.ts';

test('each question of a round has a number of its own, and one that is asked again keeps it', (t) => {
  const round = new Round(nodeId(2), tick(0));
  round.ask(1, tick(0));
  round.ask(2, tick(60));
  t.is(round.question, 1);
  round.answered(Array.from({ length: 130 }, (_, nth) => 33 + nth));
  const first = round.ask(2, tick(61));
  t.is(round.question, 2);
  round.answered([]);
  const second = round.ask(3, tick(62));
  t.is(round.question, 3);
  t.deepEqual(
    second.filter((place) => first.includes(place)),
    [],
  );
});
