import type { ChildProcess } from 'node:child_process';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Batch } from '../batch.ts';
import { Crew } from '../crew.ts';
import type { Notice } from './board.ts';
import { Board } from './board.ts';
import type { Broker } from './broker.ts';
import type { Build } from './build.ts';
import { differenceOf } from './build.ts';
import { Inbox } from './inbox.ts';
import type { Piece } from './job.ts';
import { nameOfWorker } from './job.ts';

/** A machine that works for sweeps. */
export interface Station {
  readonly build: Build;
  /** How many processes. */
  readonly size: number;
  /** Starts one; see `work`. */
  readonly hire: () => ChildProcess;
  /** Who is silent for so long has lost its batches to others. Unit: milliseconds. */
  readonly leaseMs: number;
  /** Ends the work once what was taken is done. */
  readonly stop: AbortSignal;
  readonly onServe: (notice: Notice) => void;
}

/** Open sweeps are all of other builds. The message names one of them and the difference. */
export class OtherBuildError extends Error {
  override readonly name = 'OtherBuildError';
}

const LOOK_MS = 500;
/** So often a batch may be lost with its worker before its seeds are tried one by one. */
const MOST_LOSSES = 2;

/**
 * Works for one open sweep after the other, the oldest first that has something to do, until it is stopped.
 * @throws OtherBuildError where there are sweeps, and none of this build
 */
export async function serveSweeps(broker: Broker, station: Station): Promise<void> {
  while (!station.stop.aborted) {
    const notice = await nextSweep(broker, station.build);
    if (notice === undefined) await pause(LOOK_MS, station.stop);
    else {
      station.onServe(notice);
      await serve(broker, notice, station);
    }
  }
}

/** The oldest sweep with batches that nobody has taken. */
async function nextSweep(broker: Broker, build: Build, except?: string): Promise<Notice | undefined> {
  const notices = await new Board(broker).list();
  const ours = notices.filter((notice) => differenceOf(notice.build, build) === undefined);
  const [other] = notices;
  if (other !== undefined && ours.length === 0)
    throw new OtherBuildError(
      `refused, as sweep ${other.name} is not ours: ${differenceOf(other.build, build)}`,
    );
  for (const notice of ours) {
    if (notice.id === except) continue;
    const queue = broker.queue(notice.id);
    const waiting = await queue.getWaitingCount();
    await queue.close();
    if (waiting > 0) return notice;
  }
  return undefined;
}

/** Until the sweep is closed, or has nothing to do while another one has, or this station is stopped. */
async function serve(broker: Broker, notice: Notice, station: Station): Promise<void> {
  const { size, hire, leaseMs, stop } = station;
  const inbox = new Inbox(() => crew.wake());
  const crew = new Crew(inbox, {
    ...{ size, hire, testcases: notice.testcases, patienceMs: notice.patienceMs },
    onResult: (result, millis) => inbox.hear(result, millis),
  });
  const worker = broker.worker<Batch, readonly Piece[]>(notice.id, (batch) => inbox.accept(batch), {
    name: nameOfWorker(hostname(), process.pid, size),
    // One batch more than processes, so that none waits for Redis.
    concurrency: size + 1,
    lockDuration: leaseMs,
    stalledInterval: leaseMs,
    maxStalledCount: MOST_LOSSES,
  });
  try {
    await Promise.race([crew.ended, untilDone(broker, notice.id, inbox, station)]);
    // What was taken is done first where this end was asked for; nobody waits for it where the sweep is closed.
    if (stop.aborted) await worker.close();
  } finally {
    crew.stop();
    await worker.close(true);
  }
}

async function untilDone(broker: Broker, id: string, inbox: Inbox, station: Station): Promise<void> {
  const board = new Board(broker);
  while (!station.stop.aborted) {
    await pause(LOOK_MS, station.stop);
    if (!(await board.has(id))) return;
    if (inbox.isIdle && (await nextSweep(broker, station.build, id)) !== undefined) return;
  }
}

/** @param signal ends it early */
function pause(millis: number, signal: AbortSignal): Promise<void> {
  return sleep(millis, undefined, { signal }).catch(() => {});
}
