import { POWER_CUT, SKEWED, STEADY } from './hunts/client-hunts.ts';
import type { Hunt } from './hunts/ground.ts';
import { CLASSIC_GROUP, CROWD, LOSSLESS, MOVING, RUMOURS } from './hunts/member-hunts.ts';

/** In the order of hunting. */
export const HUNTS: readonly Hunt[] = [
  STEADY,
  SKEWED,
  MOVING,
  LOSSLESS,
  CROWD,
  POWER_CUT,
  RUMOURS,
  CLASSIC_GROUP,
];
