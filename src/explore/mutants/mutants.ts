import { CACHE_MUTANTS } from './cache-mutants.ts';
import { CONSISTENCY_MUTANTS } from './consistency-mutants.ts';
import { DURABILITY_MUTANTS } from './durability-mutants.ts';
import { HINT_MUTANTS } from './hint-mutants.ts';
import { MEMBERSHIP_MUTANTS } from './membership-mutants.ts';
import type { Mutant } from './mutant.ts';
import { OWNERSHIP_MUTANTS } from './ownership-mutants.ts';
import { PURGE_MUTANTS } from './purge-mutants.ts';
import { REPAIR_MUTANTS } from './repair-mutants.ts';
import { REPLICATION_MUTANTS } from './replication-mutants.ts';
import { SWIM_MUTANTS } from './swim-mutants.ts';
import { WATCH_MUTANTS } from './watch-mutants.ts';

/** The mistakes by which the checkers are checked. */
export const MUTANTS: readonly Mutant[] = [
  ...REPLICATION_MUTANTS,
  ...CONSISTENCY_MUTANTS,
  ...DURABILITY_MUTANTS,
  ...REPAIR_MUTANTS,
  ...PURGE_MUTANTS,
  ...HINT_MUTANTS,
  ...MEMBERSHIP_MUTANTS,
  ...SWIM_MUTANTS,
  ...OWNERSHIP_MUTANTS,
  ...WATCH_MUTANTS,
  ...CACHE_MUTANTS,
];
