import type { Answer, Client } from '../../client/client.ts';
import { reach } from '../client/ask.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { out } from '../output.ts';
import { badInput } from '../user-error.ts';
import type { Saved } from './snapshot-file.ts';
import { readSnapshot, SnapshotWriter, verifySnapshot } from './snapshot-file.ts';

/** Keys that are asked for, or written, at once. */
const AT_ONCE = 64;
const PAGE = 1_000;
const ATTEMPTS = 10;

interface Page {
  readonly keys: readonly string[];
  readonly cursor?: string;
}

/**
 * Saves all keys of a running cluster, each as a quorum has it when it is asked: not all of one moment, while others write.
 * @throws UserError
 */
export async function snapshotRunning(client: Client, file: string): Promise<ExitStatus> {
  const writer = new SnapshotWriter(file);
  try {
    for (let cursor = ''; ; ) {
      const page = await listed(client, cursor);
      for (let at = 0; at < page.keys.length; at += AT_ONCE) {
        const keys = page.keys.slice(at, at + AT_ONCE);
        const answers = await reach(() => Promise.all(keys.map((key) => client.get(key))));
        for (const [nth, answer] of answers.entries()) save(writer, keys[nth] ?? '', answer);
      }
      if (page.cursor === undefined) break;
      cursor = `&cursor=${page.cursor}`;
    }
    writer.finish();
  } catch (error) {
    writer.giveUp();
    throw error;
  }
  out.line(`${file}: ${writer.keys} keys`);
  return EXIT.holds;
}

async function listed(client: Client, cursor: string): Promise<Page> {
  const { status, body } = await reach(() => client.ask('GET', `/kv?prefix=&limit=${PAGE}${cursor}`));
  if (status !== 200) throw badInput(`keys cannot be listed: ${JSON.stringify(body)}`);
  return body as Page;
}

function save(writer: SnapshotWriter, key: string, { status, body }: Answer): void {
  if (status === 404) return;
  if (status !== 200) throw badInput(`${key} cannot be read: ${JSON.stringify(body)}`);
  writer.add({ key, value: (body as { readonly value: unknown }).value });
}

/**
 * Writes what was saved into a running cluster; what else it holds stays. Nothing is written before the file was found
 * good. @throws UserError
 */
export async function restoreRunning(
  client: Client,
  file: string,
  { onlyAbsent }: { readonly onlyAbsent: boolean },
): Promise<ExitStatus> {
  await verifySnapshot(file);
  let written = 0;
  let kept = 0;
  const put = async ({ key, value, expires }: Saved): Promise<void> => {
    const ttlMs = expires === undefined ? {} : { ttlMs: expires - Date.now() };
    if (ttlMs.ttlMs !== undefined && ttlMs.ttlMs < 1) return;
    const write = () => (onlyAbsent ? client.create(key, value, ttlMs) : client.put(key, value, ttlMs));
    let { status, body } = await reach(write);
    // Where nobody knows whether it was written, writing the same again does no harm.
    for (let again = 0; status === 503 && again < ATTEMPTS; again += 1)
      ({ status, body } = await reach(write));
    if (status === 200 || status === 201) written += 1;
    else if (status === 409) kept += 1;
    else
      throw badInput(
        `${key} could not be written: ${JSON.stringify(body)}; ${written} keys were, and the same command goes on`,
      );
  };
  let waiting: Saved[] = [];
  for await (const saved of readSnapshot(file)) {
    waiting.push(saved);
    if (waiting.length < AT_ONCE) continue;
    await Promise.all(waiting.map(put));
    waiting = [];
  }
  await Promise.all(waiting.map(put));
  out.line(`${file}: ${written} keys written${kept > 0 ? `, ${kept} were there and stay` : ''}`);
  return EXIT.holds;
}
