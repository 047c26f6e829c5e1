import type { Acknowledgement } from '../../../src/core/durability/journal.ts';
import { Journal } from '../../../src/core/durability/journal.ts';
import { nodeId, requestId } from '../../../src/core/ids.ts';
import type { LogEntry, RecoveredLog } from '../../../src/core/log-entry.ts';
import { EMPTY_LOG } from '../../../src/core/log-entry.ts';
import { DRILL } from '../../../src/core/settings.ts';
import type { DiskFault } from '../../../src/scenario/act.ts';
import { Chance } from '../../../src/sim/chance.ts';
import type { Due } from '../../../src/sim/disk/host-disk.ts';
import { HostDisk } from '../../../src/sim/disk/host-disk.ts';
import { RecordedEffects, sends } from '../recorded-effects.ts';

const SETTINGS = { ...DRILL, snapshotAfterEntries: 3 };

/** A journal on a simulated disk: everything it appends is acknowledged by its number when it may be. */
export class JournalNode {
  readonly disk: HostDisk;
  now = 0;
  /** Numbers of entries, counted over all lives, that were acknowledged. */
  readonly acknowledged: number[] = [];
  /** Everything that may have reached the disk, in order. A crash takes the end off, as far as it was lost. */
  written: LogEntry[] = [];
  snapshots = 0;
  #journal = new Journal(EMPTY_LOG, SETTINGS);
  readonly #effects = new RecordedEffects();
  #dues: Due[] = [];

  constructor(latency: number) {
    this.disk = new HostDisk(new Chance(1), 1, latency);
  }

  append(entry: LogEntry): void {
    const message: Acknowledgement['message'] = { kind: 'stored', request: requestId(this.written.length) };
    this.written.push(entry);
    this.#journal.append(entry, this.#effects);
    this.#journal.acknowledge({ to: nodeId(2), message }, this.#effects);
    this.#settle();
  }

  set(fault: DiskFault): void {
    this.#dues.push(...this.disk.set(fault, this.now));
    this.#settle();
  }

  run(ticks: number): void {
    for (let n = 0; n < ticks; n += 1) {
      this.now += 1;
      this.#settle();
    }
  }

  /** Loses power and starts again. @returns what is found */
  restart(): RecoveredLog {
    this.disk.crash(this.now);
    this.#dues = [];
    this.#effects.take();
    const found = this.disk.recover();
    this.#journal = new Journal(found, SETTINGS);
    this.written.length = found.nextIndex;
    return found;
  }

  #settle(): void {
    this.#carryOut();
    for (let due = this.#takeDue(); due !== undefined; due = this.#takeDue()) {
      this.#happen(due);
      this.#carryOut();
    }
  }

  #takeDue(): Due | undefined {
    const at = this.#dues.findIndex((due) => due.at === this.now);
    return at === -1 ? undefined : this.#dues.splice(at, 1)[0];
  }

  #happen({ kind, index }: Due): void {
    if (kind === 'snapshot') {
      if (!this.disk.syncSnapshot(index, this.now)) return;
      this.snapshots += 1;
      this.#journal.snapshotted(index, this.#effects);
      return;
    }
    const next = this.disk.sync(index, this.now);
    if (next === undefined) return;
    this.#dues.push(...next);
    this.#journal.appended(index, this.#effects);
  }

  #carryOut(): void {
    const asked = this.#effects.take();
    for (const { message } of sends(asked))
      if (message.kind === 'stored') this.acknowledged.push(message.request);
    for (const effect of asked) {
      const due = effect.kind === 'append' || effect.kind === 'snapshot' ? this.#begin(effect) : undefined;
      if (due !== undefined) this.#dues.push(due);
    }
  }

  #begin(effect: Parameters<typeof isAppend>[0]): Due | undefined {
    const index = isAppend(effect) ? effect.index : effect.upTo;
    const at = isAppend(effect)
      ? this.disk.append(index, effect.entry, this.now)
      : this.disk.snapshot(index, effect.entries, this.now);
    return at === undefined ? undefined : { kind: isAppend(effect) ? 'entry' : 'snapshot', index, at };
  }
}

type Append = { readonly kind: 'append'; readonly index: number; readonly entry: LogEntry };
type Snapshot = { readonly kind: 'snapshot'; readonly upTo: number; readonly entries: readonly LogEntry[] };

function isAppend(effect: Append | Snapshot): effect is Append {
  return effect.kind === 'append';
}
