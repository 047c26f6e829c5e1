import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DurableState } from '../../core/durability/durable-state.ts';
import { key } from '../../core/ids.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import type { StoredRecord } from '../../core/record.ts';
import { isNewer } from '../../core/record.ts';
import type { Tick } from '../../core/time.ts';
import { Folder, openEngine } from './folder.ts';
import { readIdentity } from './identity.ts';
import { lockFolder } from './lock.ts';
import { StorageError, storageErrorOf } from './storage-error.ts';

/** What the folders of stopped nodes hold, the newest of each key, and how much of them could not be read. */
export interface Held {
  readonly records: readonly StoredRecord[];
  readonly nodes: number;
  readonly rotten: number;
}

/** @param path the folder of a node, or of a controller with those of its nodes in it. @throws StorageError */
export async function readStopped(path: string): Promise<Held> {
  const isNode = (folder: string) => existsSync(join(folder, 'node.json'));
  const inside = existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  const folders = isNode(path) ? [path] : inside.filter(isNode);
  if (folders.length === 0)
    throw new StorageError('other', `no node has lived in ${path}: name the folder of one, or of a cluster`);
  const newest = new Map<string, StoredRecord>();
  let rotten = 0;
  for (const folder of folders) {
    const state = await readNode(folder);
    rotten += state.losses;
    for (const record of state.records.values())
      if (isNewer(record, newest.get(record.key))) newest.set(record.key, record);
  }
  return { records: [...newest.values()], nodes: folders.length, rotten };
}

async function readNode(folder: string): Promise<DurableState> {
  const { release } = lockFolder(folder);
  const state = new DurableState();
  try {
    const engine = await openEngine(readIdentity(folder)?.storage ?? 'lmdb', folder);
    for (const entry of (await engine.recover()).entries) state.apply(entry);
    await engine.close();
  } catch (error) {
    throw storageErrorOf(error, folder);
  } finally {
    release();
  }
  return state;
}

/** Entries in one write. */
const CHUNK = 1_000;

/** A value to be kept. */
export interface Given {
  readonly key: string;
  readonly value: string;
  readonly expires?: number | undefined;
}

/**
 * Makes the folder of a node that has never been started and holds these values already. It begins a cluster of its own,
 * since nobody else could know what it holds; others enter that one. @throws StorageError where a node has lived there
 */
export async function fillNew(
  path: string,
  cluster: string,
  storage: 'lmdb' | 'json' | undefined,
  values: AsyncIterable<Given>,
): Promise<void> {
  if (existsSync(join(path, 'node.json')))
    throw new StorageError(
      'other',
      `a node has lived in ${path}: name a folder that is empty, or not there yet`,
    );
  const options = { path, storage, cluster, node: undefined, replicas: undefined };
  const folder = await Folder.open(options);
  const { engine } = folder;
  try {
    let { nextIndex } = await engine.recover();
    let counter = Date.now();
    let waiting: LogEntry[] = [];
    const write = async (): Promise<void> => {
      await engine.write(nextIndex, waiting);
      nextIndex += waiting.length;
      waiting = [];
    };
    for await (const { key: name, value, expires } of values) {
      counter += 1;
      const version = { counter, writer: folder.node, incarnation: folder.incarnation };
      const over = expires === undefined ? {} : { expires: expires as Tick };
      waiting.push({ kind: 'put', record: { key: key(name), version, value, ...over } });
      if (waiting.length >= CHUNK) await write();
    }
    await write();
  } catch (error) {
    throw storageErrorOf(error, path);
  } finally {
    await engine.close();
    folder.release();
  }
}
