import { CALLED_BACK, FORGETFUL, LENDERS } from './hunts/cache-hunts.ts';
import { COPIES, SKEWED, STEADY } from './hunts/client-hunts.ts';
import { FLICKER, POWER_CUT, RESTART_OF_ALL, ROT } from './hunts/disk-hunts.ts';
import type { Hunt } from './hunts/ground.ts';
import { KEEPERS } from './hunts/hint-hunts.ts';
import { LEGACIES } from './hunts/legacy-hunts.ts';
import { ATOMIC, BALLOTS, MIXED, RIVALS } from './hunts/level-hunts.ts';
import { AWAY, CLASSIC_GROUP, CROWD, LOSSLESS, MOVING, RUMOURS } from './hunts/member-hunts.ts';
import { PLOTS } from './hunts/plot-hunts.ts';
import { BESIDE, EXPIRY, LATE, ROT_AFTER_PURGE, SLEEPER, STAND_IN, UNMET } from './hunts/purge-hunts.ts';
import { CHANGING, DISPUTED, TURNS } from './hunts/ring-hunts.ts';
import { RING_PLOTS } from './hunts/ring-plot-hunts.ts';
import { CUT_LINK, DOORS, LIVES, PARTS, REFUTED, SLEEPY } from './hunts/swim-hunts.ts';
import { WATCHERS } from './hunts/watch-hunts.ts';

/** In the order of hunting. */
export const HUNTS: readonly Hunt[] = [
  STEADY,
  SKEWED,
  COPIES,
  MOVING,
  LOSSLESS,
  AWAY,
  CROWD,
  POWER_CUT,
  FLICKER,
  RESTART_OF_ALL,
  ROT,
  RIVALS,
  BALLOTS,
  ATOMIC,
  MIXED,
  PLOTS,
  SLEEPER,
  ROT_AFTER_PURGE,
  STAND_IN,
  BESIDE,
  LATE,
  UNMET,
  EXPIRY,
  KEEPERS,
  WATCHERS,
  RUMOURS,
  CLASSIC_GROUP,
  CUT_LINK,
  REFUTED,
  PARTS,
  LIVES,
  DOORS,
  SLEEPY,
  CHANGING,
  DISPUTED,
  TURNS,
  RING_PLOTS,
  LEGACIES,
  LENDERS,
  CALLED_BACK,
  FORGETFUL,
];
