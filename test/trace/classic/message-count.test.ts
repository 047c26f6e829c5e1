import test from 'ava';
import { nodeId } from '../../../src/core/ids.ts';
import { tick } from '../../../src/core/time.ts';
import { MessageCount } from '../../../src/trace/classic/message-count.ts';
import { Recorder } from '../../../src/trace/recorder.ts';

test('each node has ten (sent, received) pairs a line, its totals and an empty line', (t) => {
  const count = new MessageCount(2);
  count.sent(0, 1);
  for (let i = 0; i < 1234; i += 1) count.received(11, 1);
  count.sent(11, 2);
  const blank = ' '.repeat('node   1 '.length);
  const zero = ' (   0,    0)';
  t.deepEqual(
    [...count.chunks(12)],
    [
      `node   1  (   1,    0)${zero.repeat(9)}\n${blank}${zero} (   0, 1234)\n` +
        'node   1 sent_total      1  recv_total   1234\n\n',
      `node   2 ${zero.repeat(10)}\n${blank}${zero} (   1,    0)\n` +
        'node   2 sent_total      1  recv_total      0\n\n',
    ],
  );
});

test('a run that ends with a whole line of ten has no empty row', (t) => {
  const [text = ''] = [...new MessageCount(1).chunks(10)];
  t.is(text.split('\n').length, 4);
});

test('the tables grow with the run', (t) => {
  const count = new MessageCount(3);
  count.sent(9999, 3);
  count.sent(5, 3);
  const text = [...count.chunks(10_000)][2] ?? '';
  t.is(text.split('(   1,    0)').length, 3);
  t.true(text.endsWith('(   1,    0)\nnode   3 sent_total      2  recv_total      0\n\n'));
});

test('above 1 000 nodes only the totals are kept', (t) => {
  const count = new MessageCount(1001);
  count.sent(7, 1001);
  count.received(8, 1001);
  t.is([...count.chunks(700)][1000], 'node 1001 sent_total      1  recv_total      1\n\n');
});

test('the recorder counts every packet sent and received, lost ones as sent', (t) => {
  const packetCounter = new MessageCount(2);
  const recorder = new Recorder({ packetCounter });
  const message = { kind: 'fetch', request: 0, key: 'k' } as never;
  recorder.sent(tick(1), nodeId(1), nodeId(2), message);
  recorder.sent(tick(1), nodeId(1), nodeId(2), message);
  recorder.dropped(tick(1), nodeId(1), nodeId(2), message, 'loss');
  recorder.received(tick(2), nodeId(2), nodeId(1), message);
  t.deepEqual(
    [...packetCounter.chunks(3)],
    [
      'node   1  (   0,    0) (   2,    0) (   0,    0)\nnode   1 sent_total      2  recv_total      0\n\n',
      'node   2  (   0,    0) (   0,    0) (   0,    1)\nnode   2 sent_total      0  recv_total      1\n\n',
    ],
  );
});
