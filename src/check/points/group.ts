import type { LogRecord } from '../../trace/classic/log-record.ts';

export interface Failure {
  readonly node: number;
  readonly tick: number;
}

/** Who is in the group and who failed, as the log says it. */
export class Group {
  readonly #nodes = new Set<number>();
  readonly #failures = new Map<number, Failure>();

  add(record: LogRecord): void {
    if (record.kind === 'app') this.#nodes.add(record.node);
    if (record.kind === 'failed' && !this.#failures.has(record.node)) this.#failures.set(record.node, record);
  }

  /** N: the number of nodes that said `APP`. */
  get size(): number {
    return this.#nodes.size;
  }

  get nodes(): ReadonlySet<number> {
    return this.#nodes;
  }

  /** In order of their records; a node fails once. */
  get failures(): readonly Failure[] {
    return [...this.#failures.values()];
  }

  /** The tick at which the node failed; undefined while it lives. */
  failedAt(node: number): number | undefined {
    return this.#failures.get(node)?.tick;
  }

  get survivors(): readonly number[] {
    return [...this.#nodes].filter((node) => !this.#failures.has(node));
  }
}

/** A node as the log names it. */
export function addressOf(node: number): string {
  return `${node}.0.0.0:0`;
}
