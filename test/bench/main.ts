import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROUNDS = 20;
const bundle = fileURLToPath(new URL('../../application.cjs', import.meta.url));

/** Median wall time in milliseconds of `node …args`, start to exit. */
function startMillis(args: readonly string[]): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = performance.now();
    execFileSync(process.execPath, args);
    return performance.now() - before;
  });
  return rounds.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0;
}

const bare = startMillis(['-e', '0']);
const whole = startMillis([bundle, '--version']);
process.stdout.write(`cold start: ${whole.toFixed(0)} ms, of which node itself ${bare.toFixed(0)} ms\n`);
