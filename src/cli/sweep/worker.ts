import { once } from 'node:events';
import { must } from '../../lib/assert.ts';
import { playSeed } from '../../sweep/play-seed.ts';
import type { Order, Report } from '../../sweep/worker.ts';
import { work } from '../../sweep/worker.ts';
import { EXIT } from '../exit-status.ts';
import { badUsage } from '../user-error.ts';
import { prepareTestcase } from './load.ts';

/** The other half of `sweep`, in a process of its own: works until the sweep lets go of it. */
export async function sweepWorker(): Promise<never> {
  const send = process.send?.bind(process);
  if (send === undefined) throw badUsage('sweep-worker is for sweep alone to start');
  // Ctrl-C reaches all processes of a terminal; what becomes of this one is for the sweep to say.
  process.on('SIGINT', () => {});
  const line = {
    // Where the sweep is gone, the end of the channel is heard soon enough.
    send: (report: Report) => void send(report, undefined, undefined, () => {}),
    onOrder: (hear: (order: Order) => void) => process.on('message', (order) => hear(order as Order)),
  };
  work(line, (texts) => {
    const testcases = texts.map(prepareTestcase);
    return (number, seed) => playSeed(must(testcases[number], `testcase ${number}`), seed);
  });
  await once(process, 'disconnect');
  process.exit(EXIT.holds);
}
