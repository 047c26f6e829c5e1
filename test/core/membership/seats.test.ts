import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { seat } from '../../../src/core/membership/seat.ts';
import { tick } from '../../../src/core/time.ts';
import { Witness } from './lists.ts';

const SEAT = seat(3, 2);
const OTHER = seat(4, 2);

test('a seat travels with its member to whoever hears of it', (t) => {
  const first = new Witness(1);
  first.roster.admit(nodeId(7), 1, SEAT, 1, tick(1));
  const second = new Witness(2);
  second.merge(first.roster.survey(tick(1)), 2);
  t.is(second.roster.seatOf(nodeId(7)), SEAT);
  const { ids, seats } = second.roster.seated();
  t.is(seats[ids.indexOf(7)], SEAT);
  t.deepEqual(
    [...seats].filter((one) => one !== SEAT),
    [seat(0, 1), seat(0, 1)],
  );
});

test('a new life at another seat joins anew, and the same seat again is no news', (t) => {
  const witness = new Witness(1);
  witness.roster.admit(nodeId(7), 1, SEAT, 1, tick(1));
  witness.roster.admit(nodeId(7), 2, SEAT, 1, tick(2));
  t.deepEqual(witness.told, ['7 joined']);
  witness.roster.admit(nodeId(7), 3, OTHER, 1, tick(3));
  t.deepEqual(witness.told, ['7 joined', '7 joined']);
  t.is(witness.roster.seatOf(nodeId(7)), OTHER);
});

test('what is told of a life that is over does not change the seat', (t) => {
  const witness = new Witness(1);
  witness.roster.admit(nodeId(7), 2, OTHER, 1, tick(1));
  witness.roster.admit(nodeId(7), 1, SEAT, 9, tick(2));
  t.is(witness.roster.seatOf(nodeId(7)), OTHER);
});
