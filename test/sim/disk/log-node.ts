import { key } from '../../../src/core/ids.ts';
import type { LogEntry } from '../../../src/core/log-entry.ts';
import type { DiskFault } from '../../../src/scenario/act.ts';
import type { HostDisk } from '../../../src/sim/disk/host-disk.ts';
import type { Recovery } from '../../../src/sim/disk/platter.ts';

export function entry(name: string): LogEntry {
  return { kind: 'drop', key: key(name) };
}

/** A tiny node and the world around it: it appends names, and acknowledges each when it hears `appended`. */
export class LogNode {
  /** Names acknowledged in this life and earlier ones, with the tick. */
  readonly acknowledged: { readonly name: string; readonly at: number }[] = [];
  readonly disk: HostDisk;
  now = 0;
  #names: string[] = [];
  #nextIndex = 0;
  readonly #events: { readonly at: number; readonly index: number }[] = [];

  constructor(disk: HostDisk) {
    this.disk = disk;
  }

  append(name: string): void {
    const index = this.#nextIndex;
    this.#nextIndex += 1;
    this.#names[index] = name;
    const at = this.disk.append(index, entry(name), this.now);
    if (at !== undefined) this.#events.push({ at, index });
    this.#settle();
  }

  set(fault: DiskFault): void {
    this.#events.push(...this.disk.set(fault, this.now));
    this.#settle();
  }

  /** Lets time pass, up to and with tick `until`. */
  run(until: number): void {
    while (this.now < until) {
      this.now += 1;
      this.#settle();
    }
  }

  crash(): void {
    this.disk.crash(this.now);
    this.#names = [];
  }

  restart(): Recovery {
    const recovery = this.disk.recover();
    this.#nextIndex = recovery.nextIndex;
    return recovery;
  }

  get acknowledgedNames(): readonly string[] {
    return this.acknowledged.map(({ name }) => name);
  }

  #settle(): void {
    for (const { at, index } of [...this.#events]) {
      if (at !== this.now) continue;
      this.#events.splice(
        this.#events.findIndex((event) => event.at === at && event.index === index),
        1,
      );
      const next = this.disk.sync(index, this.now);
      if (next === undefined) continue;
      this.#events.push(...next);
      this.acknowledged.push({ name: this.#names[index] ?? 'forgotten', at: this.now });
    }
  }
}

export function namesIn(recovery: Recovery): readonly string[] {
  return recovery.entries.flatMap((found) => (found.kind === 'drop' ? [found.key] : []));
}
