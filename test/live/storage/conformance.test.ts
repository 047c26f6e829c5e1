import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import test from 'ava';
import fc from 'fast-check';
import { DurableState } from '../../../src/core/durability/durable-state.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import { temporaryFolder } from '../../cli/application.ts';
import { anyEntry } from '../../core/durability/any-entry.ts';
import { repositoryRoot } from '../../tidy/repository.ts';
import { ENGINES, folded } from './engines.ts';
import { putOf } from './put-of.ts';

/** What happens to an engine: entries are written together, what there is becomes a snapshot, or it is opened again. */
const anyDeed = fc.oneof(
  fc.array(anyEntry, { minLength: 1, maxLength: 4 }),
  fc.constantFrom('keep' as const, 'reopen' as const),
);

for (const [name, open] of Object.entries(ENGINES)) {
  test(`${name}: an empty folder holds nothing, and the first entry has index 0`, async (t) => {
    const engine = open(temporaryFolder(t));
    t.deepEqual(await engine.recover(), { entries: [], nextIndex: 0, torn: 0, rotten: 0 });
    await engine.close();
  });

  test(`${name}: what was written is found again, whatever was kept as a snapshot between`, async (t) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { maxLength: 8 }), async (deeds) => {
        const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
        const written: LogEntry[] = [];
        let engine = open(folder);
        await engine.recover();
        for (const deed of deeds) {
          if (deed === 'reopen') {
            await engine.close();
            engine = open(folder);
            await engine.recover();
          } else if (deed === 'keep') {
            const state = new DurableState();
            for (const entry of written) state.apply(entry);
            await engine.keep(written.length, state.entries());
          } else {
            await engine.write(written.length, deed);
            written.push(...deed);
          }
        }
        await engine.close();
        const again = open(folder);
        const { entries, nextIndex, torn, rotten } = await again.recover();
        await again.close();
        rmSync(folder, { recursive: true });
        t.deepEqual([nextIndex, torn, rotten], [written.length, 0, 0]);
        t.deepEqual(folded(entries), folded(written));
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test(`${name}: a snapshot may be written while entries come in behind it`, async (t) => {
    const folder = temporaryFolder(t);
    const engine = open(folder);
    await engine.recover();
    const first = Array.from({ length: 10 }, (_, nth) => putOf(nth));
    await engine.write(0, first);
    await Promise.all([engine.keep(10, first), engine.write(10, [putOf(10)])]);
    await engine.write(11, [putOf(11)]);
    await engine.close();
    const again = open(folder);
    const { entries, nextIndex } = await again.recover();
    await again.close();
    t.is(nextIndex, 12);
    t.deepEqual(folded(entries), folded([...first, putOf(10), putOf(11)]));
  });
}

for (const name of ['json', 'lmdb']) {
  test(`${name}: a process that is killed while it writes loses nothing that it had told to be durable`, async (t) => {
    const folder = temporaryFolder(t);
    const program = join(repositoryRoot, 'dist/suites/scripts/write-until-killed.js');
    const writer = spawn(process.execPath, [program, name, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    let durable = -1;
    for await (const line of createInterface({ input: writer.stdout })) {
      durable = Number(line);
      if (durable > 60) writer.kill('SIGKILL');
    }
    const engine = (ENGINES[name] ?? t.fail())?.(folder);
    const recovered = await engine?.recover();
    await engine?.close();
    const { entries = [], nextIndex = 0, rotten } = recovered ?? {};
    t.true(nextIndex > durable, `${nextIndex} entries of more than ${durable}`);
    t.is(rotten, 0);
    t.deepEqual(folded(entries), folded(Array.from({ length: nextIndex }, (_, nth) => putOf(nth))));
  });
}
