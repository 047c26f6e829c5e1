import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Drive } from '../../src/sweep/drive.ts';
import { Broker } from '../../src/sweep/queue/broker.ts';
import type { Build } from '../../src/sweep/queue/build.ts';
import { Dispatch } from '../../src/sweep/queue/dispatch.ts';
import type { Station } from '../../src/sweep/queue/serve.ts';
import { serveSweeps } from '../../src/sweep/queue/serve.ts';
import type { Plan } from './planted-worker.ts';
import { hirePlanted, planted } from './planted-worker.ts';

export const BUILD: Build = { version: '1', program: 'p', digest: 'd', node: 'n' };

export async function reach(t: ExecutionContext, url: string, onAway = (_: boolean) => {}): Promise<Broker> {
  const broker = await Broker.reach(url, onAway);
  t.teardown(() => broker.close());
  return broker;
}

/** Gets a sweep over planted testcases done through a queue of that name. */
export function byQueue(broker: Broker, plans: readonly Plan[], id = 'sweep-a', since = 0): Drive {
  const testcases = plans.map((plan) => planted(plan));
  const notice = { id, name: id, build: BUILD, testcases, patienceMs: 60_000, since };
  return (backlog, onResult) => new Dispatch(broker, notice, backlog, onResult, () => {});
}

/** A machine with planted workers, until the test is over or it is stopped. */
export function station(t: ExecutionContext, broker: Broker, wishes: Partial<Station> = {}) {
  const stopper = new AbortController();
  const ended = serveSweeps(broker, {
    ...{ build: BUILD, size: 1, leaseMs: 1_000, hire: hirePlanted, stop: stopper.signal, onServe: () => {} },
    ...wishes,
  });
  const stop = async (): Promise<void> => {
    stopper.abort();
    await ended.catch(() => {});
  };
  t.teardown(() => Promise.race([stop(), pause(3_000)]));
  return { ended, stop };
}
