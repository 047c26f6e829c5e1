import type { PointsTable } from '../../check/points/points-table.ts';
import { gradeStub } from '../../check/points/points-table.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** Judges a run from its classic log alone. */
export function gradeRun(_scenario: Scenario, dbgLog: string): PointsTable {
  return gradeStub(dbgLog);
}
