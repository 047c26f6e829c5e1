import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { open } from 'lmdb';
import { Folder } from '../../../src/live/storage/folder.ts';
import { JsonFileEngine } from '../../../src/live/storage/json-file.ts';
import { LmdbEngine } from '../../../src/live/storage/lmdb.ts';
import { temporaryFolder } from '../../cli/application.ts';
import { putOf } from './put-of.ts';

const OPTIONS = { storage: undefined, cluster: 'orrery', node: 1, replicas: 1 } as const;

test('an entry that has rotted in LMDB is told to be lost, and the others are found', async (t) => {
  const folder = temporaryFolder(t);
  const engine = new LmdbEngine(folder);
  await engine.recover();
  await engine.write(0, [putOf(0), putOf(1), putOf(2)]);
  await engine.close();
  const root = open({ path: join(folder, 'log.mdb'), noSubdir: true, maxDbs: 3, encoding: 'binary' });
  const log = root.openDB<Buffer, number>({ name: 'log', encoding: 'binary', keyEncoding: 'uint32' });
  const spoilt = Buffer.from(log.get(1) ?? '');
  spoilt[spoilt.length - 3] = (spoilt.at(-3) ?? 0) ^ 1;
  await log.put(1, spoilt);
  await root.close();
  const again = new LmdbEngine(folder);
  const { entries, nextIndex, rotten } = await again.recover();
  await again.close();
  t.deepEqual([nextIndex, rotten], [3, 1]);
  t.deepEqual(entries, [putOf(0), { kind: 'lost', key: undefined }, putOf(2)]);
});

test('a file that is no LMDB, or a JSON file that was cut off, is refused with what to do', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'log.mdb'), 'no database'.repeat(1_000));
  t.throws(() => new LmdbEngine(folder), {
    name: 'StorageError',
    message: /log\.mdb cannot be opened .*restore/,
  });
  const cut = temporaryFolder(t);
  const engine = new LmdbEngine(cut);
  await engine.recover();
  await engine.write(
    0,
    Array.from({ length: 5_000 }, (_, nth) => putOf(nth)),
  );
  await engine.close();
  truncateSync(join(cut, 'log.mdb'), 5 * 4_096);
  t.throws(() => new LmdbEngine(cut), { message: /log\.mdb cannot be opened .*bytes are missing/ });
  writeFileSync(join(folder, 'data.json'), '{"format":1,');
  await t.throwsAsync(new JsonFileEngine(folder).recover(), {
    message: /data\.json cannot be read .*restore/,
  });
});

test('what another version wrote is refused, not guessed at', async (t) => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'data.json'), '{"format":99}');
  await t.throwsAsync(new JsonFileEngine(folder).recover(), {
    message: /of format 99; this version .* format 1/,
  });
  const first = await Folder.open({ ...OPTIONS, path: folder });
  await first.engine.close();
  first.release();
  const file = join(folder, 'node.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"format": 1', '"format": 7'));
  await t.throwsAsync(Folder.open({ ...OPTIONS, path: folder }), { message: /of format 7/ });
});

test('each boot of an identity has a number of its own, and what was settled is not changed by a flag', async (t) => {
  const path = temporaryFolder(t);
  for (const boot of [1, 2, 3]) {
    const folder = await Folder.open({ ...OPTIONS, path, node: boot });
    t.deepEqual([folder.node, folder.incarnation], [1, boot]);
    await folder.engine.close();
    folder.release();
  }
  await t.throwsAsync(Folder.open({ ...OPTIONS, path, cluster: 'other' }), {
    message: /leave --cluster out/,
  });
  await t.throwsAsync(Folder.open({ ...OPTIONS, path, replicas: 3 }), { message: /leave --replicas out/ });
  await t.throwsAsync(Folder.open({ ...OPTIONS, path, storage: 'json' }), { message: /leave --storage out/ });
});

test('the JSON file shows keys and values as people write them', async (t) => {
  const folder = temporaryFolder(t);
  const engine = new JsonFileEngine(folder);
  await engine.recover();
  await engine.write(0, [putOf(0)]);
  const file = JSON.parse(readFileSync(join(folder, 'data.json'), 'utf8')) as {
    keys: Record<string, { value: unknown }>;
  };
  t.deepEqual(file.keys['k0']?.value, { nth: 0 });
});
