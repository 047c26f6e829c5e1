import test from 'ava';
import { key } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { GroupCommit } from '../../../src/live/storage/group-commit.ts';
import { MemoryEngine } from '../../../src/live/storage/memory.ts';

/** An engine on a disk that has no room, until it has. */
class CrowdedEngine extends MemoryEngine {
  isFull = true;

  override async write(first: number, entries: readonly LogEntry[]): Promise<void> {
    if (this.isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    return super.write(first, entries);
  }
}

const entry = (name: string): LogEntry => ({ kind: 'lost', key: key(name) });

test('where the disk is full nothing is acknowledged, and all of it is once there is room, in order', async (t) => {
  const engine = new CrowdedEngine();
  const told: string[] = [];
  let hasRoom: (what: unknown) => void = () => {};
  const room = new Promise((resolve) => (hasRoom = resolve));
  const commit = new GroupCommit(engine, 'here', 0, {
    appended: (index) => told.push(`appended ${index}`),
    snapshotted: () => {},
    full: (error) => {
      told.push(error?.message ?? 'room');
      if (error === undefined) return;
      // While it is full, what comes in waits behind what could not be written.
      commit.append(2, entry('c'));
      engine.isFull = false;
    },
    failed: (error) => t.fail(error.message),
  });
  commit.append(0, entry('a'));
  commit.append(1, entry('b'));
  const written = setInterval(() => (told.at(-1) === 'appended 2' ? hasRoom(undefined) : undefined), 10);
  await room;
  clearInterval(written);
  t.deepEqual(told, ['here is full: free some space there', 'room', 'appended 1', 'appended 2']);
  await commit.close();
  t.deepEqual((await engine.recover()).entries, [entry('a'), entry('b'), entry('c')]);
});
