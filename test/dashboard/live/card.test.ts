import test from 'ava';
import { cardsOf } from '../../../src/dashboard/live/card.ts';

const status = (starts: number, word: 'online' | 'offline' = 'online', id: number | null = 1) => ({
  ...{ status: 'ready', replica_count: 3 },
  nodes: [{ node_id: id, address: 'a', status: word, starts, pid: 10 + starts }],
});
const lifeOf = (cards: ReturnType<typeof cardsOf>) => cards.map(({ life }) => life);

test('a process that was started again between two looks was gone, for one look', (t) => {
  const first = cardsOf(status(1), undefined, []);
  const second = cardsOf(status(2), undefined, first);
  const third = cardsOf(status(2), undefined, second);
  t.deepEqual([first, second, third].map(lifeOf), [['up'], ['gone'], ['up']]);
});

test('who has no name yet is starting, and who has one and does not serve is gone', (t) => {
  t.deepEqual(lifeOf(cardsOf(status(1, 'offline', null), undefined, [])), ['starting']);
  t.deepEqual(lifeOf(cardsOf(status(1, 'offline'), undefined, [])), ['gone']);
});
