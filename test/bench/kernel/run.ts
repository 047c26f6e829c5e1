/** One contender in a process of its own: `run.js flat 1000 3 2000000 3`; prints its rates and memory as JSON. */
import { flatLoop } from './flat-loop.ts';
import type { Contender } from './load.ts';
import { loadOf } from './load.ts';
import { objectHeap } from './object-heap.ts';
import { ourKernel } from './our-kernel.ts';

const CONTENDERS: Readonly<Record<string, Contender>> = {
  flat: flatLoop,
  heap: objectHeap,
  kernel: ourKernel,
};

const [, , name = '', nodes, fanout, packets, rounds] = process.argv;
const contender = CONTENDERS[name];
if (contender === undefined) throw new Error(`no contender ${name}`);
const load = loadOf(Number(nodes), Number(fanout), Number(packets));
contender(load);
const rates = Array.from({ length: Number(rounds) }, () => {
  const before = process.cpuUsage();
  const { deliveries } = contender(load);
  const { user, system } = process.cpuUsage(before);
  return deliveries / (user + system);
});
process.stdout.write(JSON.stringify({ rates, peakMb: process.resourceUsage().maxRSS / 1024 }));
