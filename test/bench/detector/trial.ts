import type { DetectorName } from '../../../src/core/settings.ts';
import { readScenarioFile } from '../../../src/scenario/file/read.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import type { TraceEvent } from '../../../src/trace/event.ts';
import { Recorder } from '../../../src/trace/recorder.ts';
import { messageBytes } from './message-bytes.ts';

/** Nobody is measured before, so that all have joined. */
const SETTLED = 12_000;
const CRASH = 16_000;
const WATCHED = 12_000;
const VICTIM = 2;

export interface Trial {
  /** From the crash, for each survivor, in seconds. */
  readonly suspected: readonly number[];
  readonly removed: readonly number[];
  readonly falseSuspicions: number;
  readonly falseRemovals: number;
  /** Node-hours that were watched. */
  readonly nodeHours: number;
  /** While nobody fails. */
  readonly bytesPerNodeSecond: number;
  readonly packetsPerNodeSecond: number;
}

/** One group at profile lan that loses this share of all packets, and one member. */
export function trial(detector: DetectorName, nodes: number, lossPercent: number, seed: number): Trial {
  const text = `title: t
profile: lan
settings: { detector: ${detector}, antiEntropyIntervalTicks: 0, rememberMembers: off, agreedRing: off }
cluster: { nodes: ${nodes}, tokens: 1 }
network: { latency: { min: 1, max: 3 }, loss: ${lossPercent}% }
faults: [{ at: ${CRASH}, crash: n${VICTIM} }]
end: ${CRASH + WATCHED}
`;
  const watch = new Watch();
  simulate(
    readScenarioFile(text, 'detector.yaml').build(seed),
    new Recorder({ onEvent: (event) => watch.see(event) }),
  );
  const quietSeconds = ((CRASH - SETTLED) / 1_000) * nodes;
  return {
    suspected: [...watch.suspected.values()],
    removed: [...watch.removed.values()],
    falseSuspicions: watch.falseSuspicions,
    falseRemovals: watch.falseRemovals,
    nodeHours: (nodes * (CRASH + WATCHED - SETTLED)) / 3_600_000,
    bytesPerNodeSecond: watch.bytes / quietSeconds,
    packetsPerNodeSecond: watch.packets / quietSeconds,
  };
}

class Watch {
  readonly suspected = new Map<number, number>();
  readonly removed = new Map<number, number>();
  falseSuspicions = 0;
  falseRemovals = 0;
  bytes = 0;
  packets = 0;

  see(event: TraceEvent): void {
    if (event.tick < SETTLED) return;
    if (event.kind === 'sent' && event.tick < CRASH) {
      this.packets += 1;
      this.bytes += messageBytes(event.message);
    }
    if (event.kind !== 'noted') return;
    const { note, node, tick } = event;
    if (note.kind !== 'member-suspected' && note.kind !== 'member-removed') return;
    const isSuspicion = note.kind === 'member-suspected';
    if (note.member === VICTIM && tick >= CRASH) {
      const when = isSuspicion ? this.suspected : this.removed;
      if (!when.has(node)) when.set(node, (tick - CRASH) / 1_000);
    } else if (node !== VICTIM || tick < CRASH) {
      if (isSuspicion) this.falseSuspicions += 1;
      else this.falseRemovals += 1;
    }
  }
}
