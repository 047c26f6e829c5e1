import { fork } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SeedOutcome } from '../../src/sweep/seed-outcome.ts';
import type { Order, Report, TestcaseText } from '../../src/sweep/worker.ts';
import { work } from '../../src/sweep/worker.ts';
import { repositoryRoot } from '../tidy/repository.ts';

/** What befalls a worker at which seed. The text of a planted testcase is such a plan as JSON. */
export interface Plan {
  /** It is killed, every time. */
  readonly deadly?: readonly number[];
  /** It is killed where this file is missing, and leaves it behind. */
  readonly deadlyOnce?: { readonly seed: number; readonly marker: string };
  /** It never comes to an end. */
  readonly endless?: readonly number[];
  /** It comes to an end when this file is there. */
  readonly held?: { readonly seed: number; readonly until: string };
  /** Milliseconds that each seed takes. */
  readonly everyMs?: number;
  /** It claims what does not hold. */
  readonly broken?: readonly number[];
  /** Workers do not even begin. */
  readonly unborn?: boolean;
}

const HERE = join(repositoryRoot, 'dist/suites/scripts/planted-worker.js');

export function hirePlanted() {
  return fork(HERE, ['planted'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
}

export function planted(plan: Plan, file = 'planted'): TestcaseText {
  return { file, text: JSON.stringify(plan) };
}

function play(plan: Plan, seed: number): SeedOutcome {
  if (plan.deadly?.includes(seed)) die();
  if (plan.deadlyOnce?.seed === seed && !existsSync(plan.deadlyOnce.marker)) {
    writeFileSync(plan.deadlyOnce.marker, '');
    die();
  }
  if (plan.endless?.includes(seed)) wait(600_000);
  while (plan.held?.seed === seed && !existsSync(plan.held.until)) wait(20);
  wait(plan.everyMs ?? 0);
  const digest = (seed * 7919).toString(16).padStart(16, '0');
  return plan.broken?.includes(seed)
    ? { fate: 'broken', failures: [`planted: odd one ${seed % 2}`], vacuous: [], digest }
    : { fate: 'held', failures: [], vacuous: [], digest };
}

function wait(millis: number): void {
  if (millis > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  wait(10_000);
  throw new Error('outlived SIGKILL');
}

const send = process.send?.bind(process);
if (process.argv[2] === 'planted' && send !== undefined) {
  process.once('disconnect', () => process.exit(0));
  const onOrder = (hear: (order: Order) => void) => process.on('message', (order) => hear(order as Order));
  const line = { send: (report: Report) => void send(report, undefined, undefined, () => {}), onOrder };
  work(line, (texts) => {
    const plans = texts.map(({ text }) => JSON.parse(text) as Plan);
    if (plans.some(({ unborn }) => unborn)) process.exit(9);
    return (testcase, seed) => play(plans[testcase] ?? {}, seed);
  });
}
