import test from 'ava';
import fc from 'fast-check';
import { key } from '../../../src/core/ids.ts';
import { InvariantError } from '../../../src/lib/assert.ts';
import { ratio } from '../../../src/lib/ratio.ts';
import type { DiskFault } from '../../../src/scenario/act.ts';
import { Chance } from '../../../src/sim/chance.ts';
import { HostDisk } from '../../../src/sim/disk/host-disk.ts';
import { entry, LogNode, namesIn } from './log-node.ts';

function nodeWith(latency: number, fault?: DiskFault): LogNode {
  const node = new LogNode(new HostDisk(new Chance(1), 1, latency));
  if (fault !== undefined) node.set(fault);
  return node;
}

function appendAll(node: LogNode, ...names: readonly string[]): void {
  for (const name of names) node.append(name);
}

test('a disk without latency makes entries durable within the tick', (t) => {
  const node = nodeWith(0);
  appendAll(node, 'a', 'b');
  t.deepEqual(node.acknowledged, [
    { name: 'a', at: 0 },
    { name: 'b', at: 0 },
  ]);
});

test('a disk with a latency makes entries durable after it, and a crash before that loses them', (t) => {
  const node = nodeWith(3);
  node.append('a');
  node.run(2);
  node.append('b');
  node.run(4);
  t.deepEqual(node.acknowledged, [{ name: 'a', at: 3 }]);
  node.crash();
  const recovery = node.restart();
  t.deepEqual(namesIn(recovery), ['a']);
  t.like(recovery, { nextIndex: 1, torn: undefined, rotten: [] });
});

test('an entry that is durable at the tick of the crash stays, told or not', (t) => {
  const disk = new HostDisk(new Chance(1), 1, 0);
  disk.append(0, entry('a'), 7);
  disk.crash(7);
  t.deepEqual(namesIn(disk.recover()), ['a']);
});

test('a slow disk delays what comes, not what was under way, and entries stay in order when it is sound again', (t) => {
  const node = nodeWith(2);
  node.append('before');
  node.set({ kind: 'slow', ticks: 50 });
  node.append('during');
  node.run(10);
  node.set({ kind: 'sound' });
  node.append('after');
  node.run(100);
  t.deepEqual(node.acknowledged, [
    { name: 'before', at: 2 },
    { name: 'during', at: 12 },
    { name: 'after', at: 14 },
  ]);
});

test('a stalled disk makes nothing durable, not even what was under way, until it is sound', (t) => {
  const node = nodeWith(2);
  node.append('under way');
  node.set({ kind: 'stall' });
  node.append('stalled');
  node.run(30);
  t.deepEqual(node.acknowledged, []);
  node.set({ kind: 'sound' });
  node.run(40);
  t.deepEqual(node.acknowledged, [
    { name: 'under way', at: 32 },
    { name: 'stalled', at: 32 },
  ]);
});

test('a full disk finishes what it took, and what came later waits outside until there is room', (t) => {
  const node = nodeWith(2);
  node.append('taken');
  node.set({ kind: 'full' });
  node.append('outside');
  node.run(30);
  t.deepEqual(node.acknowledged, [{ name: 'taken', at: 2 }]);
  node.set({ kind: 'sound' });
  node.run(40);
  t.deepEqual(node.acknowledged[1], { name: 'outside', at: 32 });
});

test('a disk that stalls after it was full still knows what it never took', (t) => {
  const node = nodeWith(2);
  node.append('taken');
  node.set({ kind: 'full' });
  node.append('outside');
  node.set({ kind: 'stall' });
  node.run(9);
  node.set({ kind: 'full' });
  node.run(20);
  t.deepEqual(node.acknowledged, [{ name: 'taken', at: 11 }]);
});

test('a crash tears the first pending entry of a torn disk, and recovery cuts it off and says so', (t) => {
  const node = nodeWith(5, { kind: 'torn' });
  node.append('durable');
  node.run(5);
  appendAll(node, 'torn', 'lost');
  node.run(7);
  node.crash();
  const recovery = node.restart();
  t.deepEqual(namesIn(recovery), ['durable']);
  t.like(recovery, { nextIndex: 1, torn: 1 });
  node.append('again');
  node.run(20);
  node.crash();
  const second = node.restart();
  t.deepEqual(namesIn(second), ['durable', 'again']);
  t.is(second.torn, undefined);
});

test('nothing is torn where nothing was pending, where the disk took nothing, or once it is sound', (t) => {
  const idle = nodeWith(0, { kind: 'torn' });
  idle.append('a');
  idle.crash();
  t.is(idle.restart().torn, undefined);
  const full = nodeWith(1, { kind: 'torn' });
  full.set({ kind: 'full' });
  full.append('a');
  full.crash();
  t.is(full.restart().torn, undefined);
  const healed = nodeWith(1, { kind: 'torn' });
  healed.set({ kind: 'sound' });
  healed.append('a');
  healed.crash();
  t.is(healed.restart().torn, undefined);
});

test('a slow disk can be torn too', (t) => {
  const node = nodeWith(0, { kind: 'torn' });
  node.set({ kind: 'slow', ticks: 10 });
  node.append('a');
  node.crash();
  t.is(node.restart().torn, 0);
});

const NAMES = Array.from({ length: 200 }, (_, n) => `entry ${n}`);

test('rot makes a share of the durable entries unreadable, reports each, and uses no index twice', (t) => {
  const node = nodeWith(0, { kind: 'rot', ratio: ratio(1, 10) });
  appendAll(node, ...NAMES);
  node.crash();
  const recovery = node.restart();
  t.true(
    recovery.rotten.length > 8 && recovery.rotten.length < 35,
    `${recovery.rotten.length} of 200 rotten`,
  );
  t.is(recovery.nextIndex, 200);
  t.deepEqual(
    namesIn(recovery),
    NAMES.filter((_, index) => !recovery.rotten.includes(index)),
  );
});

test('which entries rot depends on seed, host and index alone', (t) => {
  const rotten = (count: number, host = 1, seed = 1) => {
    const node = new LogNode(new HostDisk(new Chance(seed), host, 0));
    node.set({ kind: 'rot', ratio: ratio(1, 2) });
    appendAll(node, ...NAMES.slice(0, count));
    node.crash();
    return node.restart().rotten;
  };
  t.deepEqual(
    rotten(60),
    rotten(200).filter((index) => index < 60),
  );
  t.notDeepEqual(rotten(60), rotten(60, 2));
  t.notDeepEqual(rotten(60), rotten(60, 1, 2));
});

test('what has rotted stays unreadable on a sound disk, and what is written then is sound', (t) => {
  const node = nodeWith(0, { kind: 'rot', ratio: ratio(1, 1) });
  appendAll(node, 'a', 'b');
  node.set({ kind: 'sound' });
  node.append('c');
  node.crash();
  const recovery = node.restart();
  t.deepEqual(namesIn(recovery), ['c']);
  t.deepEqual(recovery.rotten, [0, 1]);
});

test('a wiped disk is empty, and swapped disks change places with what rotted on them', (t) => {
  const [one, other] = [
    new LogNode(new HostDisk(new Chance(1), 1, 0)),
    new LogNode(new HostDisk(new Chance(1), 2, 0)),
  ];
  appendAll(one, 'a', 'b');
  other.set({ kind: 'rot', ratio: ratio(1, 1) });
  other.append('x');
  one.crash();
  other.crash();
  one.disk.swapWith(other.disk);
  t.like(one.restart(), { entries: [{ kind: 'lost', key: undefined }], nextIndex: 1, rotten: [0] });
  one.crash();
  one.disk.wipe();
  t.like(one.restart(), { entries: [], nextIndex: 0, torn: undefined, rotten: [] });
});

test('no disk is read, wiped or taken out while entries are pending, and no index is left out', (t) => {
  const disk = new HostDisk(new Chance(1), 1, 4);
  const spare = new HostDisk(new Chance(1), 2, 4);
  t.throws(() => disk.append(1, entry('b'), 0), { instanceOf: InvariantError });
  disk.append(0, entry('a'), 0);
  for (const attempt of [() => disk.recover(), () => disk.wipe(), () => spare.swapWith(disk)])
    t.throws(attempt, { instanceOf: InvariantError });
});

test('one sync at a time: what is appended meanwhile becomes durable together with the next', (t) => {
  const node = nodeWith(5);
  appendAll(node, 'a', 'b');
  node.run(1);
  node.append('c');
  node.run(4);
  node.append('d');
  node.run(20);
  t.deepEqual(
    node.acknowledged.map(({ name, at }) => `${name} ${at}`),
    ['a 5', 'b 5', 'c 10', 'd 10'],
  );
});

test('a crash between two syncs keeps the whole of the first and nothing of what waited', (t) => {
  const node = nodeWith(5);
  appendAll(node, 'a', 'b');
  node.run(3);
  node.append('c');
  node.run(5);
  node.crash();
  t.deepEqual(namesIn(node.restart()), ['a', 'b']);
});

test('a snapshot takes the place of what it stands for only when it is durable; until then a crash finds the old log', (t) => {
  const disk = new HostDisk(new Chance(1), 1, 0);
  for (const [index, name] of ['a', 'b', 'c'].entries()) {
    disk.append(index, entry(name), 0);
    disk.sync(index, 0);
  }
  disk.set({ kind: 'slow', ticks: 5 }, 0);
  t.is(disk.snapshot(2, [entry('ab')], 0), 20);
  t.false(disk.syncSnapshot(2, 19));
  disk.crash(19);
  t.deepEqual(namesIn(disk.recover()), ['a', 'b', 'c']);
  disk.snapshot(2, [entry('ab')], 30);
  t.true(disk.syncSnapshot(2, 50));
  disk.crash(50);
  t.deepEqual(namesIn(disk.recover()), ['ab', 'c']);
  t.is(disk.recover().nextIndex, 3);
});

test('a torn snapshot is thrown away, and the old one stays', (t) => {
  const disk = new HostDisk(new Chance(1), 1, 2);
  disk.append(0, entry('a'), 0);
  disk.sync(0, 2);
  disk.set({ kind: 'torn' }, 2);
  disk.snapshot(1, [entry('A')], 2);
  disk.crash(3);
  const recovery = disk.recover();
  t.deepEqual(namesIn(recovery), ['a']);
  t.true(recovery.snapshot.torn);
  t.false(disk.recover().snapshot.torn);
});

test('rot in a snapshot is told by key, rot in the log is not', (t) => {
  const disk = new HostDisk(new Chance(1), 1, 0);
  for (const [index, name] of ['a', 'b'].entries()) {
    disk.append(index, entry(name), 0);
    disk.sync(index, 0);
  }
  disk.snapshot(1, [entry('a')], 0);
  disk.syncSnapshot(1, 0);
  disk.crash(0);
  disk.set({ kind: 'rot', ratio: ratio(1, 1) }, 0);
  t.deepEqual(disk.recover().entries, [
    { kind: 'lost', key: key('a') },
    { kind: 'lost', key: undefined },
  ]);
});

test('a stalled or full disk keeps no snapshot until it is sound', (t) => {
  for (const kind of ['stall', 'full'] as const) {
    const disk = new HostDisk(new Chance(1), 1, 1);
    disk.set({ kind }, 0);
    t.is(disk.snapshot(0, [], 0), undefined);
    t.deepEqual(disk.set({ kind: 'sound' }, 9), [{ kind: 'snapshot', index: 0, at: 13 }]);
  }
});

type Move = 'append' | 'wait' | 'crash' | DiskFault;

const paces: readonly DiskFault[] = [
  { kind: 'sound' },
  { kind: 'slow', ticks: 7 },
  { kind: 'stall' },
  { kind: 'full' },
  { kind: 'torn' },
];

function moves(...faults: readonly DiskFault[]): fc.Arbitrary<readonly Move[]> {
  return fc.array(fc.constantFrom<Move>('append', 'append', 'wait', 'crash', ...faults), { maxLength: 60 });
}

test('no entry that was acknowledged is lost, in order, whatever happens to the disk but rot', (t) => {
  fc.assert(
    fc.property(fc.nat(4), moves(...paces), (latency, plan) => {
      const node = nodeWith(latency);
      for (const [n, move] of plan.entries()) {
        if (move === 'append') node.append(`e${n}`);
        else if (move === 'wait') node.run(node.now + 2);
        else if (move !== 'crash') node.set(move);
        else {
          node.crash();
          const kept = new Set(namesIn(node.restart()));
          t.true(node.acknowledgedNames.every((name) => kept.has(name)));
        }
      }
      node.crash();
      const names = namesIn(node.restart());
      t.deepEqual(
        names.filter((name) => node.acknowledgedNames.includes(name)),
        node.acknowledgedNames,
      );
      t.is(new Set(node.acknowledgedNames).size, node.acknowledgedNames.length);
    }),
    { seed: 31, numRuns: 300 },
  );
});

test('once a disk is sound again everything appended becomes durable within two syncs, in order', (t) => {
  fc.assert(
    fc.property(fc.nat(4), moves(...paces), (latency, plan) => {
      const node = nodeWith(latency);
      const appended: string[] = [];
      for (const [n, move] of plan.entries()) {
        if (move === 'append') appended.push(`e${n}`);
        if (move === 'append') node.append(`e${n}`);
        else if (move === 'wait') node.run(node.now + 2);
        else if (move !== 'crash') node.set(move);
      }
      node.set({ kind: 'sound' });
      // The sync under way, and the one after it, which takes all the rest.
      node.run(node.now + 2 * latency);
      t.deepEqual(node.acknowledgedNames, appended);
    }),
    { seed: 32, numRuns: 300 },
  );
});
