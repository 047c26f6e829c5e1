import { readConfiguration } from '../../live/configuration.ts';
import { ServeError } from '../../live/serve-error.ts';
import type { Given } from '../../live/storage/offline.ts';
import { fillNew, readStopped } from '../../live/storage/offline.ts';
import { readSnapshot, SnapshotWriter, verifySnapshot } from '../backup/snapshot-file.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { makeFolder } from '../make-folder.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';

/** Saves what the folders of stopped nodes hold. @throws UserError */
export async function snapshotStopped(data: string, file: string): Promise<ExitStatus> {
  const { records, nodes, rotten } = await checked(() => readStopped(data));
  const writer = new SnapshotWriter(file);
  const sorted = records.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  for (const { key, value, expires } of sorted)
    if (value !== null) writer.add({ key, value: JSON.parse(value), expires });
  writer.finish();
  out.line(`${file}: ${writer.keys} keys of ${nodes} stopped nodes`);
  if (rotten > 0)
    out.line(`${rotten} entries cannot be read: where no other node had them, they are missing`);
  return EXIT.holds;
}

/** Makes the folder of a first node that holds what was saved. @throws UserError */
export async function restoreStopped(
  data: string,
  file: string,
  settings: Readonly<Record<string, unknown>>,
): Promise<ExitStatus> {
  const keys = await verifySnapshot(file);
  const { cluster, storage } = readConfiguration([{ spell: (name) => `--${name}`, given: settings }]);
  makeFolder(data);
  await checked(() => fillNew(data, cluster, storage === 'memory' ? undefined : storage, valuesOf(file)));
  out.line(`${data}: ${keys} keys; ./Application serve --data ${data} begins a cluster with them`);
  return EXIT.holds;
}

async function* valuesOf(file: string): AsyncGenerator<Given> {
  for await (const { key, value, expires } of readSnapshot(file))
    yield { key, value: JSON.stringify(value), expires };
}

async function checked<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ServeError ? badInput(error.message) : error;
  }
}
