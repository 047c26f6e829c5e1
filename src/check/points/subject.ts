/** What a classic testcase is graded in. */
export type ClassicSubject =
  | 'create'
  | 'read'
  | 'update'
  | 'delete'
  | 'single-failure'
  | 'multi-failure'
  | 'lossy-single-failure';

/** The subjects by the names of their classic testcases, which is how a user calls them. */
export const SUBJECTS: Readonly<Record<string, ClassicSubject>> = {
  create: 'create',
  read: 'read',
  update: 'update',
  delete: 'delete',
  singlefailure: 'single-failure',
  multifailure: 'multi-failure',
  msgdropsinglefailure: 'lossy-single-failure',
};

/** @returns undefined for a name that is no classic testcase */
export function subjectNamed(name: string): ClassicSubject | undefined {
  return Object.hasOwn(SUBJECTS, name) ? SUBJECTS[name] : undefined;
}
