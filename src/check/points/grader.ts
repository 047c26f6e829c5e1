import type { LogRecord } from '../../trace/classic/log-record.ts';
import { ClientOperations } from './client-operations.ts';
import { latenessOf, removalTicks } from './deadlines.ts';
import { gradeMembership, NODES_FAIL } from './grade-membership.ts';
import { gradeCreate, gradeDelete, gradeHurt } from './grade-store.ts';
import { Group } from './group.ts';
import { Opinions } from './opinions.ts';
import type { PointsRow, PointsTable } from './points-table.ts';
import { tabulate } from './points-table.ts';
import type { ClassicSubject } from './subject.ts';

const LOSSLESS = { join: 10, completeness: 10, accuracy: 10 };
const LOSSY = { join: 15, completeness: 15, accuracy: 0 };

/**
 * Grades the run of a classic testcase from its `dbg.log` alone, whoever wrote it. Feed it every record in the order
 * of the log, which is the order of time, with the `APP` lines first; then ask for the table.
 */
export class Grader {
  readonly #subject: ClassicSubject;
  readonly #group = new Group();
  readonly #operations = new ClientOperations();
  readonly #opinions = new Opinions(this.#group, removalTicks);

  constructor(subject: ClassicSubject) {
    this.#subject = subject;
  }

  add(record: LogRecord): void {
    switch (record.kind) {
      case 'app':
      case 'failed':
        return this.#group.add(record);
      case 'joined':
      case 'removed':
        return this.#opinions.add(record);
      case 'operation':
      case 'server':
      case 'coordinator':
        return this.#operations.add(record);
      case 'app-store':
      case 'group-started':
      case 'join-requested':
        return;
    }
  }

  table(): PointsTable {
    return tabulate(this.#rows());
  }

  #rows(): readonly PointsRow[] {
    const evidence = { group: this.#group, operations: this.#operations };
    const failTick = NODES_FAIL + latenessOf(this.#group.size);
    const plan = { failTick, lossy: false, points: LOSSLESS };
    switch (this.#subject) {
      case 'create':
        return gradeCreate(evidence);
      case 'delete':
        return gradeDelete(evidence);
      case 'read':
      case 'update':
        return gradeHurt(this.#subject, evidence);
      case 'single-failure':
        return gradeMembership(this.#group, this.#opinions, { ...plan, failures: () => [1] });
      case 'multi-failure':
        return gradeMembership(this.#group, this.#opinions, { ...plan, failures: (n) => [half(n)] });
      case 'lossy-single-failure': {
        // A testcase may open the lossy window and let half of the nodes fail; its log does not say which it meant.
        const failures = (nodes: number): readonly number[] => [...new Set([1, half(nodes)])];
        return gradeMembership(this.#group, this.#opinions, {
          failTick,
          lossy: true,
          points: LOSSY,
          failures,
        });
      }
    }
  }
}

/** Grades a whole log at once. */
export function gradePoints(subject: ClassicSubject, records: Iterable<LogRecord>): PointsTable {
  const grader = new Grader(subject);
  for (const record of records) grader.add(record);
  return grader.table();
}

function half(nodes: number): number {
  return Math.floor(nodes / 2);
}
