import { OtherBuildError, serveSweeps } from '../../sweep/queue/serve.ts';
import type { ExitStatus } from '../exit-status.ts';
import { EXIT } from '../exit-status.ts';
import { err } from '../output.ts';
import { badInput } from '../user-error.ts';
import { buildHere } from './build.ts';
import { hireWorker } from './hire.ts';
import { reachQueue } from './reach.ts';

export interface ServeFlags {
  readonly queue: string;
  readonly workers: number;
  readonly leaseMs: number;
}

/** Works for sweeps of other machines until Ctrl-C; pressed twice, it ends this process at once. */
export async function serveQueue({ queue, workers, leaseMs }: ServeFlags): Promise<ExitStatus> {
  const broker = await reachQueue(queue);
  const build = buildHere();
  err.line(`${workers} workers of build ${build.program} wait for sweeps at ${broker.place}`);
  const stopper = new AbortController();
  const stop = (): void => stopper.abort();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    await serveSweeps(broker, {
      ...{ build, size: workers, leaseMs, hire: hireWorker, stop: stopper.signal },
      onServe: ({ name, id }) => err.line(`sweep ${name} (${id})`),
    });
  } catch (error) {
    if (error instanceof OtherBuildError) throw badInput(`${error.message}; install the same build here`);
    throw error;
  } finally {
    broker.close();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
  return EXIT.holds;
}
