import test from 'ava';
import { key } from '../../../src/core/ids.ts';
import type { Outcome } from '../../../src/core/operation.ts';
import { Desk } from '../../../src/live/runtime/desk.ts';

test('a desk that is closed refuses what comes later as what certainly did not happen, and waits for nothing', async (t) => {
  const desk = new Desk(() => undefined, 10_000);
  await desk.close(10_000);
  const outcomes: Outcome[] = [];
  const read = { kind: 'read', key: key('k') } as const;
  desk.ask(read, 60_000, (outcome) => outcomes.push(outcome));
  desk.askMany([read], 60_000, (all) => outcomes.push(...all));
  const timers = process.getActiveResourcesInfo();
  desk.ask(read, 60_000, (outcome) => outcomes.push(outcome));
  t.deepEqual(process.getActiveResourcesInfo(), timers);
  t.deepEqual(outcomes, new Array(3).fill({ kind: 'failed', reason: 'unavailable' }));
});
