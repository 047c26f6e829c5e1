import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { Running } from '../live/running.ts';
import { repositoryRoot } from '../tidy/repository.ts';

const SCENARIO = join(repositoryRoot, 'test/torture/acknowledged-too-early.yaml');

test.serial(
  'a node that acknowledges before its disk has it is found out by kill -9, its record replays to the same digest, and what was done to it fails in the simulator',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'orrery-torture-'));
    try {
      const run = new Running(['torture', SCENARIO, '--out', folder]);
      t.is(await run.ended, 1, run.output);
      t.regex(run.output, /acknowledged-writes +holds +broken/);
      t.regex(
        run.output,
        /'"new"' for k was acknowledged .* the newest that a live replica holds is '"old"'/,
      );
      t.regex(run.output, /skipped: fault duplicate, because TCP hands nothing over twice/);
      t.regex(run.output, /again .* torture .*acknowledged-too-early.yaml --seed 3/);
      const left = join(folder, 'torture/acknowledged-too-early/3');
      const result = JSON.parse(readFileSync(join(left, 'result.json'), 'utf8')) as {
        readonly verdict: string;
      };
      t.is(result.verdict, 'broken');
      t.true(readdirSync(left).includes('report.html'));
      t.is(readFileSync(join(left, 'history.ndjson'), 'utf8').trim().split('\n').length, 4);
      const simulated = new Running([join(left, 'played.yaml'), '--out', folder]);
      t.is(await simulated.ended, 1, 'what was done to the node breaks the same claim in the simulator');
      t.regex(simulated.output, /'"?new"?' for k was acknowledged/);
      const replay = new Running(['replay', join(left, 'nodes/n1.1.rec'), '--node', '1', '--from', '100000']);
      t.is(await replay.ended, 0, replay.output);
      t.regex(replay.output, /records {2}k = '"old"'/);
      t.regex(replay.output, /the same life again/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('what real processes cannot play is refused before any is started', async (t) => {
  const run = new Running(['torture', join(repositoryRoot, 'testcases/read.conf')]);
  t.is(await run.ended, 3);
  t.regex(
    run.output,
    /read\.conf: its profile is classic, .*allowed: scenarios of the profiles lan and drill/,
  );
});
