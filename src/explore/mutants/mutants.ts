import { MEMBERSHIP_MUTANTS } from './membership-mutants.ts';
import type { Mutant } from './mutant.ts';
import { REPAIR_MUTANTS } from './repair-mutants.ts';
import { REPLICATION_MUTANTS } from './replication-mutants.ts';

/** The mistakes by which the checkers are checked. */
export const MUTANTS: readonly Mutant[] = [...REPLICATION_MUTANTS, ...REPAIR_MUTANTS, ...MEMBERSHIP_MUTANTS];
