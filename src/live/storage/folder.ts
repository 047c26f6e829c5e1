import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import type { NodeId } from '../../core/ids.ts';
import { nodeId } from '../../core/ids.ts';
import type { Address } from '../grpc/address-book.ts';
import type { Engine } from './engine.ts';
import type { Identity } from './identity.ts';
import { readIdentity, writeIdentity } from './identity.ts';
import { lockFolder } from './lock.ts';
import { MemoryEngine } from './memory.ts';
import { StorageError, storageErrorOf } from './storage-error.ts';

const LARGEST_NODE = 0x7fff_ffff;

export interface FolderOptions {
  /** None: nothing outlives the process. */
  readonly path: string | undefined;
  readonly storage: 'lmdb' | 'json' | 'memory' | undefined;
  readonly cluster: string;
  /** Identity at the first boot; drawn where it is not given. */
  readonly node: number | undefined;
  readonly replicas: number | undefined;
}

/** Who this node is and what it keeps: its folder, or as much of it as a process in memory has. */
export class Folder {
  readonly engine: Engine;
  readonly #path: string | undefined;
  readonly #release: () => void;
  #identity: Omit<Identity, 'format'>;

  private constructor(
    path: string | undefined,
    identity: Omit<Identity, 'format'>,
    engine: Engine,
    release: () => void,
  ) {
    this.#path = path;
    this.#identity = identity;
    this.engine = engine;
    this.#release = release;
  }

  /** One boot more, told durably before anything is done in it. @throws StorageError */
  static async open(options: FolderOptions): Promise<Folder> {
    const { path, cluster, node, replicas } = options;
    const drawn = node ?? randomInt(1, LARGEST_NODE);
    const kept = replicas === undefined ? {} : { replicas };
    const first = { cluster, node: drawn, incarnation: 1, founder: false, peers: [], ...kept };
    if (path === undefined || options.storage === 'memory')
      return new Folder(undefined, { ...first, storage: 'lmdb' }, new MemoryEngine(), () => {});
    try {
      if (!existsSync(path)) mkdirSync(path);
    } catch (error) {
      throw storageErrorOf(error, path);
    }
    const { release } = lockFolder(path);
    try {
      const before = readIdentity(path);
      const storage = options.storage ?? before?.storage ?? 'lmdb';
      const identity =
        before === undefined
          ? { ...first, storage }
          : { ...agreed(path, before, options, storage), incarnation: before.incarnation + 1 };
      const engine = await openEngine(storage, path);
      writeIdentity(path, identity);
      return new Folder(path, identity, engine, release);
    } catch (error) {
      release();
      throw storageErrorOf(error, path);
    }
  }

  get node(): NodeId {
    return nodeId(this.#identity.node);
  }

  get incarnation(): number {
    return this.#identity.incarnation;
  }

  get isFounder(): boolean {
    return this.#identity.founder;
  }

  get replicas(): number | undefined {
    return this.#identity.replicas;
  }

  get peers(): readonly Address[] {
    return this.#identity.peers.map((peer) => ({ ...peer, node: nodeId(peer.node) }));
  }

  /** Durable when it returns. */
  remember(what: {
    readonly replicas?: number;
    readonly peers?: readonly Address[];
    readonly founder?: boolean;
  }): void {
    const { peers = this.#identity.peers, ...rest } = what;
    this.#identity = { ...this.#identity, ...rest, peers: [...peers] };
    if (this.#path !== undefined) writeIdentity(this.#path, this.#identity);
  }

  release(): void {
    this.#release();
  }
}

/** What a folder holds must be what was asked for, where something was. @throws StorageError */
function agreed(
  path: string,
  before: Identity,
  { cluster, replicas }: FolderOptions,
  storage: Identity['storage'],
): Identity {
  const differ = (what: string, found: unknown, flag: string) =>
    new StorageError(
      'other',
      `${path} belongs to a node ${what} ${String(found)}: leave ${flag} out, or name another folder with --data`,
    );
  if (before.cluster !== cluster) throw differ('of the cluster', before.cluster, '--cluster');
  if (before.storage !== storage) throw differ('that is kept in', before.storage, '--storage');
  if (replicas !== undefined && before.replicas !== undefined && before.replicas !== replicas)
    throw differ('of a cluster whose copies are', before.replicas, '--replicas');
  return before;
}

export async function openEngine(storage: Identity['storage'], path: string): Promise<Engine> {
  if (storage === 'json') {
    const { JsonFileEngine } = await import('./json-file.ts');
    return new JsonFileEngine(path);
  }
  const { LmdbEngine } = await import('./lmdb.ts');
  return new LmdbEngine(path);
}
