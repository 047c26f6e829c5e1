export interface PointsTable {
  readonly rows: readonly { claim: string; points: number; earned: number; gradable: boolean; seen: string }[];
  readonly total: number;
  readonly earned: number;
}
export function gradeStub(_text: string): PointsTable {
  return { rows: [{ claim: 'stub', points: 3, earned: 3, gradable: true, seen: '300 lines' }], total: 3, earned: 3 };
}
