import type { MessageCounts } from '../../report/result.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { simulate } from '../../sim/simulate.ts';
import { DbgLog } from '../../trace/classic/dbg-log.ts';
import { MessageCount } from '../../trace/classic/message-count.ts';
import { formatStatsLine } from '../../trace/classic/stats-log.ts';
import type { Digest } from '../../trace/digest.ts';
import type { RareEvent, TraceEvent } from '../../trace/event.ts';
import { LineBuffer } from '../../trace/line-buffer.ts';
import type { PacketCounter } from '../../trace/packet-counter.ts';
import { Recorder } from '../../trace/recorder.ts';

/** Takes the text of one file, piece by piece. */
export type Sink = (chunk: string) => void;

/** Where a run tells what happens, while it happens. */
export interface Listeners {
  readonly dbgLog?: Sink;
  readonly statsLog?: Sink;
  readonly messageCount?: Sink;
  readonly onRareEvent?: (event: RareEvent) => void;
  readonly onEvent?: (event: TraceEvent) => void;
}

export interface Played {
  readonly digest: Digest;
  readonly messages: MessageCounts;
}

/** Plays a scenario to its end. Nothing here depends on what the listeners do. */
export function play(scenario: Scenario, listeners: Listeners): Played {
  const { statsLog, messageCount, onEvent } = listeners;
  const dbgLog = listeners.dbgLog === undefined ? undefined : new DbgLog(listeners.dbgLog);
  const stats = statsLog === undefined ? undefined : new LineBuffer(statsLog);
  const table = messageCount === undefined ? undefined : new MessageCount(scenario.hosts.length);
  const totals = new Totals(table);
  const recorder = new Recorder({
    onRareEvent: (event) => {
      dbgLog?.add(event);
      const line = stats === undefined ? undefined : formatStatsLine(event);
      if (line !== undefined) stats?.add(line);
      listeners.onRareEvent?.(event);
    },
    ...(onEvent === undefined ? {} : { onEvent }),
    packetCounter: totals,
  });
  simulate(scenario, recorder);
  dbgLog?.end();
  stats?.flush();
  if (messageCount !== undefined && table !== undefined) {
    const lines = new LineBuffer(messageCount);
    for (const chunk of table.chunks(scenario.endTick)) lines.add(chunk.slice(0, -1));
    lines.flush();
  }
  const { sentCount: sent, receivedCount: received } = totals;
  return { digest: recorder.digest, messages: { sent, received, undelivered: sent - received } };
}

/** Counts all packets, and passes them on to the table of each node's own. */
class Totals implements PacketCounter {
  sentCount = 0;
  receivedCount = 0;
  readonly #table: PacketCounter | undefined;

  constructor(table: PacketCounter | undefined) {
    this.#table = table;
  }

  sent(tick: number, node: number): void {
    this.sentCount += 1;
    this.#table?.sent(tick, node);
  }

  received(tick: number, node: number): void {
    this.receivedCount += 1;
    this.#table?.received(tick, node);
  }
}
